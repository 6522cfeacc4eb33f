#!/bin/sh
# Asks a server everything that its OpenAPI document allows, and what it does not: schemathesis, all
# phases and checks, with an admin's key, without one, and where none is needed. `make contract` calls it.
#
#   tests/contract/run.sh [OPTION...]        the options are schemathesis's: --max-examples 20, say
#
# Environment:
#   PYTHON             makes the virtual environment (default: python3)
#   CARGO_TARGET_DIR   where cargo builds, and where the environment lies (default: target)
set -eu

cd "$(dirname "$0")/../.."
: "${CARGO_TARGET_DIR:=target}" "${PYTHON:=python3}"
work=$CARGO_TARGET_DIR/contract
venv=$work/venv
requirements=tests/contract/requirements.txt

if ! cmp -s $requirements "$venv/requirements.txt"; then
    printf 'installing schemathesis into %s\n' "$venv" >&2
    rm -rf "$venv"
    mkdir -p "$work"
    "$PYTHON" -m venv "$venv"
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check -r $requirements
    cp $requirements "$venv/requirements.txt"
fi

REFIT_PLUGIN_OUT=$CARGO_TARGET_DIR/test-plugins plugins/build.sh \
    bank-statement check money-order paystub >/dev/null
cargo build --locked --quiet
refit=$CARGO_TARGET_DIR/debug/refit

root=$(mktemp -d)
server=
end() {
    if [ -n "$server" ]; then
        kill "$server" 2>/dev/null || true
        wait "$server" 2>/dev/null || true
    fi
    server=
}
trap 'end; rm -rf "$root"' EXIT INT TERM
mkdir "$root/plugins"
for name in bank_statement check money_order paystub; do
    cp "$CARGO_TARGET_DIR/test-plugins/$name.wasm" "$root/plugins/"
done
"$refit" --root "$root" retrain --all >/dev/null 2>&1

# Starts a server on a free port; its address is in $address.
begin() {
    "$refit" --root "$root" serve --listen 127.0.0.1:0 2>"$root/log" &
    server=$!
    address=
    while [ -z "$address" ]; do
        kill -0 "$server" || { cat "$root/log" >&2; exit 1; }
        address=$(sed -n 's/.*"message":"serving","address":"\([^"]*\)".*/\1/p' "$root/log")
        [ -n "$address" ] || sleep 0.1
    done
}

ask() {
    "$venv/bin/st" --config-file tests/contract/schemathesis.toml run \
        --phases examples,coverage,fuzzing,stateful --checks all --continue-on-failure \
        "$@" "http://$address/api/openapi.json"
}

status=0
key=$("$refit" --root "$root" key create --role admin --name contract --json \
    | sed -n 's/.*"token": "\([^"]*\)".*/\1/p')
export REFIT_SERVER__MAX_REQUESTS_PER_SECOND=0 REFIT_LOG_FORMAT=json
echo "Where keys are needed, with an admin's:"
REFIT_SERVER__REQUIRE_KEYS=true begin
ask --header "Authorization: Bearer $key" "$@" || status=1
echo "Where keys are needed, without one:"
ask "$@" || status=1
end
echo "Where none is needed:"
begin
ask "$@" || status=1
end
exit $status
