#!/bin/sh
# Install lock files into a virtual environment, showing how far it is.
#   install.sh <folder of the environment> <lock file> ...
# All files are checked against their hashes. --no-deps: the locks are complete, and Rasa's own list
# must not count. --no-build-isolation: the few packages that come as source are built with the
# setuptools of requirements-rasa.lock, which is therefore installed first.
set -eu
venv=$1
shift
log=$venv/install.log
: > "$log"

# A line when something has changed, every few seconds, until the process $1 has ended.
report() {
    before=
    while kill -0 "$1" 2>/dev/null; do
        now="$(grep -c '^Collecting' "$log" || true) of $2 packages fetched"
        grep -q '^Installing collected' "$log" && now="all fetched, unpacking (up to a minute)"
        [ "$now" = "$before" ] || echo "    $now"
        before=$now
        sleep 3
    done
}

for lock in "$@"; do
    echo "  $lock"
    : > "$log"
    "$venv/bin/python" -m pip install --disable-pip-version-check --no-input --require-hashes \
        --no-deps --ignore-requires-python --no-build-isolation -r "$lock" > "$log" 2>&1 &
    pip=$!
    report "$pip" "$(grep -c '==' "$lock")"
    if ! wait "$pip"; then
        cat "$log" >&2
        echo "Installing $lock failed (see above; the whole log: $log)." >&2
        exit 1
    fi
done
