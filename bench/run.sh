#!/bin/sh
# Measures Refit beside scikit-learn, XGBoost and Flask. `make bench` calls it after building the
# plugins; bench/README.md says what is measured and how to read it.
#
#   bench/run.sh [OPTION...]         the options are run.py's: bench/run.sh --help lists them
#
# Environment:
#   PYTHON             makes the virtual environment (default: python3)
#   CARGO_TARGET_DIR   where cargo builds, and where the environment lies (default: target)
set -eu

cd "$(dirname "$0")/.."
: "${CARGO_TARGET_DIR:=target}" "${PYTHON:=python3}"
work=$CARGO_TARGET_DIR/bench
venv=$work/venv

# The environment is complete when it has a copy of the requirements that it was made from.
if ! cmp -s bench/requirements.txt "$venv/requirements.txt"; then
    printf 'installing scikit-learn, XGBoost and Flask into %s\n' "$venv" >&2
    rm -rf "$venv"
    mkdir -p "$work"
    if ! "$PYTHON" -m venv "$venv"; then
        printf '%s cannot make a virtual environment: install its venv module, or name another Python, 3.11 or later, in PYTHON\n' "$PYTHON" >&2
        exit 1
    fi
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check -r bench/requirements.txt
    cp bench/requirements.txt "$venv/requirements.txt"
fi

# The binary is built alone, as users build it: what the examples need does not get into it.
cargo build --release --locked --quiet
cargo build --release --locked --quiet -p refit -p refit-learn -p refit-server \
    --example bench_extract --example bench_train --example bench_load --example bench_bare

exec "$venv/bin/python" bench/run.py --release "$CARGO_TARGET_DIR/release" --work "$work" "$@"
