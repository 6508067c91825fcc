#!/bin/sh
# Print a Python from 3.11 to 3.13 that can make a virtual environment, or say what to install.
# A name that exists may still not run (a pyenv shim of a version that is not active), so each is
# tried. `find_python.sh 3.12` looks for that version only, also among those that pyenv keeps.
set -u
wanted=${1:-}
versions=${wanted:-"3.13 3.12 3.11"}
test_it='import sys; sys.exit(not ((3, 11) <= sys.version_info[:2] <= (3, 13)))'
without_venv=

candidates() {
    for version in $versions; do
        echo "python$version"
    done
    if [ -n "$wanted" ]; then
        ls -d "${PYENV_ROOT:-$HOME/.pyenv}/versions/$wanted".*/bin/"python$wanted" 2>/dev/null
    else
        echo python3
    fi
}

for python in $(candidates); do
    "$python" -c "$test_it" >/dev/null 2>&1 || continue
    if "$python" -c 'import venv, ensurepip' >/dev/null 2>&1; then
        echo "$python"
        exit 0
    fi
    without_venv=$python
done

if [ -n "$without_venv" ]; then
    package=$("$without_venv" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
    echo "$without_venv cannot make a virtual environment: its module ensurepip is missing." >&2
    echo "On Debian or Ubuntu:  sudo apt install $package   then try again." >&2
else
    echo "Python $(echo "$versions" | sed 's/ /, /g') not found. Install one of them, for" >&2
    echo "example on Debian or Ubuntu:  sudo apt install python3 python3-venv" >&2
    echo "or name one:  make PYTHON=/path/to/python3.12" >&2
fi
exit 1
