#!/bin/sh
# Builds every plugin in plugins/*/ into plugins/<type>.wasm. `make plugins` calls it.
#
#   plugins/build.sh [FOLDER...]     all plugins, or the named ones (bank-statement, or the path
#                                    of a crate elsewhere in this workspace: tests/plugins/x)
#
# Environment:
#   REFIT_PLUGIN_OUT         the folder in which the components land (default: plugins)
#   CARGO_TARGET_DIR         where cargo builds (default: target)
#   REFIT_PLUGIN_TOOLCHAIN   which standard library for WebAssembly to use:
#       auto       the first of the following that works (default)
#       installed  the one of the Rust toolchain that is there
#       rustup     the one that rustup adds to its toolchain
#       debian     Debian's compiler, which builds it from Debian's sources; both are unpacked
#                  below the target folder, nothing is installed
set -eu

target=wasm32-unknown-unknown
cd "$(dirname "$0")/.."
workspace=$(pwd)
: "${CARGO_TARGET_DIR:=target}"
case $CARGO_TARGET_DIR in
/*) ;;
*) CARGO_TARGET_DIR=$workspace/$CARGO_TARGET_DIR ;;
esac
# A folder of its own: a build of the host and one of the plugins do not wait for each other.
build=$CARGO_TARGET_DIR/plugins
mkdir -p "$build"

say() { printf '%s\n' "$*" >&2; }

# --- Which plugins ------------------------------------------------------------------------

# The first `name = "…"` of a manifest is the package's.
package_name() { sed -n 's/^name *= *"\([^"]*\)".*/\1/p' "$1" | head -n 1; }

if [ $# -eq 0 ]; then
    for manifest in plugins/*/Cargo.toml; do
        if grep -q '^crate-type *=.*"cdylib"' "$manifest"; then
            set -- "$@" "$(basename "$(dirname "$manifest")")"
        fi
    done
fi
# The folder of a plugin by its name or path.
crate_folder() {
    case $1 in
    */*) printf '%s' "$1" ;;
    *) printf 'plugins/%s' "$1" ;;
    esac
}

packages=
for folder in "$@"; do
    manifest=$(crate_folder "$folder")/Cargo.toml
    if [ ! -f "$manifest" ]; then
        say "there is no $manifest: name a folder in plugins/ with a plugin's crate"
        exit 2
    fi
    packages="$packages -p $(package_name "$manifest")"
done
if [ -z "$packages" ]; then
    say "no plugins in plugins/*/: a plugin is a crate with crate-type = [\"cdylib\", \"rlib\"]"
    exit 0
fi

# --- Which standard library ---------------------------------------------------------------

has_target() {
    sysroot=$(rustc --print sysroot 2>/dev/null) && [ -d "$sysroot/lib/rustlib/$target/lib" ]
}

from_rustup() {
    command -v rustup >/dev/null || return 1
    say "adding the target $target with rustup"
    rustup --quiet target add "$target" >&2 && has_target
}

# Debian's packages in a folder of their own: whoever runs this needs no rights for it, and the
# machine stays as it is.
from_debian() {
    command -v apt-get >/dev/null && command -v dpkg >/dev/null || return 1
    debian=$build/debian
    if [ ! -f "$debian/complete" ]; then
        unpack_debian || return 1
    fi
    use_debian
}

unpack_debian() {
    say "unpacking Debian's Rust compiler below $debian (200 MB to download, 1 GB on disk)"
    rm -rf "$debian"
    mkdir -p "$debian/lists/partial" "$debian/archives/partial" "$debian/root"
    if ! apt update; then
        say "Debian's package lists cannot be fetched"
        return 1
    fi
    unpack rustc-web cargo-web rust-web-src || return 1
    # The linker has to know the object files of the compiler's LLVM.
    llvm=$(cd "$debian/root" && ls usr/lib/*/libLLVM.so.* /usr/lib/*/libLLVM.so.* 2>/dev/null |
        sed -n 's/.*libLLVM\.so\.\([0-9]*\).*/\1/p' | sort -n | tail -n 1)
    unpack "lld-$llvm" || return 1
    : >"$debian/complete"
}

# apt-get with package lists and archives in our own folder.
apt() {
    apt-get -qq -o Dir::State::Lists="$debian/lists" -o Dir::Cache="$debian" \
        -o APT::Sandbox::User= -o Debug::NoLocking=1 "$@" >"$debian/log" 2>&1
}

# Fetches and unpacks packages with what they depend on and the machine lacks.
unpack() {
    apt install --simulate --no-install-recommends "$@" || return 1
    needed=$(sed -n 's/^Inst \([^ ]*\) .*/\1/p' "$debian/log")
    # Installed ones are taken from where they are.
    [ -n "$needed" ] || return 0
    # shellcheck disable=SC2086 # a list of names
    (cd "$debian/archives" && apt download $needed) || return 1
    for archive in "$debian"/archives/*.deb; do
        dpkg -x "$archive" "$debian/root" && rm "$archive" || return 1
    done
}

use_debian() {
    for root in "$debian/root" ""; do
        [ -x "$root/usr/bin/rustc" ] && [ -x "$root/usr/bin/cargo" ] && break
    done
    linker=$(find "$debian/root/usr/lib" /usr/lib -path '*/llvm-*/bin/wasm-ld' 2>/dev/null | head -n 1)
    [ -n "$linker" ] || return 1
    libraries=$(find "$debian/root/usr/lib" -name '*.so*' -exec dirname {} \; | sort -u | tr '\n' ':')
    PATH=$root/usr/bin:$PATH
    RUSTC=$root/usr/bin/rustc
    LD_LIBRARY_PATH=$libraries${LD_LIBRARY_PATH:-}
    CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER=$linker
    # Building the standard library is not stable yet; this lets the compiler do it.
    RUSTC_BOOTSTRAP=1
    export PATH RUSTC LD_LIBRARY_PATH CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER RUSTC_BOOTSTRAP
    build_std=-Zbuild-std=std,panic_abort
    cargo --version >/dev/null && sysroot=$(rustc --print sysroot) || return 1
    if [ ! -d "$sysroot/lib/rustlib/src/rust/library" ]; then
        say "$sysroot has no sources of the standard library: install Debian's rust-web-src"
        return 1
    fi
}

no_library() {
    say "No standard library for $target. Do one of these, then try again:"
    say "  - install Rust with rustup (https://rustup.rs), and run: rustup target add $target"
    say "  - on Debian 12 or later, make its package archive reachable: its rustc-web, cargo-web"
    say "    and rust-web-src are unpacked below the target folder"
    say "  - install your distribution's package of Rust's $target library"
    if [ -s "${debian:-}/log" ]; then
        say "The last words of apt-get:"
        tail -n 3 "$debian/log" >&2
    fi
    exit 1
}

build_std=
case ${REFIT_PLUGIN_TOOLCHAIN:-auto} in
auto) has_target || from_rustup || from_debian || no_library ;;
installed) has_target || no_library ;;
rustup) from_rustup || no_library ;;
debian) from_debian || no_library ;;
*)
    say "REFIT_PLUGIN_TOOLCHAIN is one of auto, installed, rustup, debian"
    exit 2
    ;;
esac

# --- Build --------------------------------------------------------------------------------

# The names of folders on this machine stay out of the components: they go to other machines,
# and the same sources give the same bytes.
CARGO_ENCODED_RUSTFLAGS=
forget() { # PREFIX [REPLACEMENT]; where several fit, the last one counts
    CARGO_ENCODED_RUSTFLAGS=$CARGO_ENCODED_RUSTFLAGS${CARGO_ENCODED_RUSTFLAGS:+$separator}--remap-path-prefix=$1=${2:-}
}
separator=$(printf '\037')
sources=$(rustc --print sysroot)/lib/rustlib/src/rust/
forget "$workspace/"
forget "${CARGO_HOME:-$HOME/.cargo}/registry/src/"
forget "$sources" rust/
# Inside the workspace cargo names files from its top.
forget "${sources#"$workspace/"}" rust/
export CARGO_ENCODED_RUSTFLAGS
# shellcheck disable=SC2086 # lists of arguments
CARGO_TARGET_DIR=$build cargo build --quiet --profile plugin --target "$target" $build_std $packages

out=${REFIT_PLUGIN_OUT:-plugins}
mkdir -p "$out"
for folder in "$@"; do
    crate=$(crate_folder "$folder")
    built=$build/$target/plugin/$(package_name "$crate/Cargo.toml" | tr - _).wasm
    type=$(basename "$crate" | tr - _)
    note=
    if cmp -s "$built" "$out/$type.wasm"; then
        note=', unchanged'
    else
        # The host watches this folder: the file appears whole, or not at all.
        part=$out/.$type.wasm.$$
        trap 'rm -f "$part"' EXIT
        cp "$built" "$part"
        chmod 644 "$part"
        mv "$part" "$out/$type.wasm"
    fi
    bytes=$(wc -c <"$out/$type.wasm")
    printf '%s  %d kB%s\n' "$out/$type.wasm" $(((bytes + 500) / 1000)) "$note"
done
