#!/bin/sh
# Pin the newest versions that fit together, with hashes: the *.lock files, from pyproject.toml.
# uv resolves for all systems and Python versions at once; it lives in a folder of its own.
set -eu
cd "$(dirname "$0")/.."

[ -x .venv-lock/bin/uv ] || { "$1" -m venv .venv-lock && .venv-lock/bin/pip install --quiet uv; }

compile() {
    output=$1
    shift
    echo "$output"
    .venv-lock/bin/uv pip compile --quiet --no-header --no-emit-index-url --generate-hashes \
        --upgrade "$@" --output-file "$output"
    sed -i '1i # Made by `make lock`; edit pyproject.toml instead.' "$output"
}

# Rasa says that it wants Python < 3.11, hence 3.10 here.
compile requirements-rasa.lock --universal --python-version 3.10 --no-deps \
    --group pyproject.toml:rasa
sed -n '/^setuptools==/s/ .*//p' requirements-rasa.lock > .venv-lock/constraints.txt
compile requirements.lock --universal --python-version 3.11 --no-annotate pyproject.toml \
    --constraint .venv-lock/constraints.txt
compile requirements-dev.lock --universal --python-version 3.11 --no-annotate \
    --group pyproject.toml:dev --constraint requirements.lock
compile requirements-benchmark.lock --universal --python-version 3.11 --no-annotate \
    --group pyproject.toml:benchmark --constraint requirements.lock
compile benchmarks/stock/requirements.lock --python-version 3.10 --no-annotate \
    --python-platform x86_64-manylinux_2_28 benchmarks/stock/requirements.in
