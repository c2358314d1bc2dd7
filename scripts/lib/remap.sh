# Keeps the paths of the machine that builds out of the program. Sourced by scripts/package.
# shellcheck shell=bash

# The flags by which rustc writes /sasae, /build, /crates and /rust for the folders of this machine. The last
# that fits counts, so the folder of the build stands after the source that may hold it.
remap_flags() {
    local build=$1 cargo="${CARGO_HOME:-$HOME/.cargo}"
    printf '%s\n' "$HOME=/home" "$PWD=/sasae" "$build=/build" "$(rustc --print sysroot)=/rust" "$cargo=/cargo"
}

# remapped BUILD COMMAND…: runs cargo so that neither Rust nor C keeps a path of this machine.
remapped() {
    local build=$1 rust="" c="" pair
    shift
    while read -r pair; do
        rust+="${rust:+$'\x1f'}--remap-path-prefix=$pair"
        c+=" -ffile-prefix-map=$pair"
    done < <(remap_flags "$build")
    CARGO_ENCODED_RUSTFLAGS="$rust" CFLAGS="${CFLAGS:-}$c" CXXFLAGS="${CXXFLAGS:-}$c" "$@"
}

# Tells how many paths of this machine a program carries; none is the rule.
paths_of_this_machine() {
    local cargo="${CARGO_HOME:-$HOME/.cargo}" found
    found="$(strings -n 8 "$1" | grep -c -F -e "$PWD/" -e "$HOME/" -e "$cargo/" || true)"
    echo "paths of this machine in the program: $found"
    ((found == 0))
}
