#!/bin/sh
# Installs what the build needs and this machine lacks; prints nothing when all is there.
# Trunk and wasm-bindgen go to .tools/, so nothing outside of this folder changes
# but for the wasm32 target and the sources of the standard library, which rustup adds to the toolchain in use.
set -eu
cd "$(dirname "$0")/.."

trunk=0.21.14
split=0.2.4
# Trunk insists on the wasm-bindgen that the crate was compiled against.
bindgen=$(sed -n '/^name = "wasm-bindgen"$/{n;s/^version = "\(.*\)"$/\1/p;}' Cargo.lock)

fail() {
    echo "setup: $*" >&2
    exit 1
}

command -v cargo >/dev/null || fail 'Rust is missing: install it with rustup, then try again.'
command -v npm >/dev/null || fail 'Node and npm are missing: install Node 20 or newer, then try again.'

if [ ! -d "$(rustc --print target-libdir --target wasm32-unknown-unknown)" ]; then
    command -v rustup >/dev/null || fail 'This Rust has no wasm32-unknown-unknown target, and there is no rustup to add it.'
    rustup target add wasm32-unknown-unknown
fi

# The site brings a standard library that is compiled for size.
library=$(rustc --print sysroot)/lib/rustlib/src/rust/library
if [ ! -f "$library/Cargo.lock" ]; then
    command -v rustup >/dev/null || fail "The sources of Rust's standard library (rust-src) are not in $library, and there is no rustup to add them."
    # Where toolchains are on a disk of their own, rustup has to copy.
    RUSTUP_PERMIT_COPY_RENAME=1 rustup component add rust-src
fi

# install CRATE VERSION COMMAND OPT_LEVEL: unless that very version answers already.
# These are tools, not the product: a quick compilation is worth more than a quick program,
# though wasm-bindgen has much to do. Without default features they cannot reach the network,
# which they need not.
install() {
    [ "$("$3" --version 2>/dev/null | cut -d' ' -f2)" = "$2" ] && return
    fetch "$1" "$2" "$4"
}

# fetch CRATE VERSION OPT_LEVEL [OPTION…]
fetch() {
    crate=$1 version=$2 level=$3
    shift 3
    echo "setup: installing $crate $version into .tools (some minutes, once)"
    CARGO_PROFILE_RELEASE_OPT_LEVEL=$level CARGO_PROFILE_RELEASE_LTO=off \
    CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 CARGO_PROFILE_RELEASE_DEBUG=false \
        cargo install --locked --no-default-features --root .tools --target-dir .tools/target \
        --version "=$version" "$@" "$crate"
}

PATH=$PWD/tools/split:$PWD/.tools/bin:$PATH
install wasm-bindgen-cli "$bindgen" wasm-bindgen 1
install trunk "$trunk" trunk 0
# This one tells no version.
if ! grep -qs "^\"wasm_split_cli_support $split " .tools/.crates.toml; then
    fetch wasm_split_cli_support "$split" 1 --features build-binary
fi
rm -rf .tools/target

# Trunk builds without the network, so the crates have to be there.
cargo fetch --quiet --locked
RUSTC_BOOTSTRAP=1 cargo fetch --quiet --locked --manifest-path "$library/Cargo.toml" --target wasm32-unknown-unknown
