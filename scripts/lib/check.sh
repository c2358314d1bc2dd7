# Tells what holds, a line each. Sourced by the tests of the package.
# shellcheck shell=bash

# check SENTENCE COMMAND…: whether it holds.
check() {
    local sentence=$1 said
    shift
    if said="$("$@" 2>&1)"; then
        echo "ok      $sentence"
    else
        echo "FAILED  $sentence"
        sed 's/^/        /' <<<"$said"
    fi
}
is() { [[ "$1" == "$2" ]] || { echo "is: $1; should be: $2" && return 1; }; }
no() { ! "$@"; }
