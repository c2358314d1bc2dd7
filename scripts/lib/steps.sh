# Named, timed steps and the counts of what ran. Sourced by scripts/test.
# shellcheck shell=bash

passed=0 failed=0 skipped=0
summary=()
begun=$SECONDS

# step NAME COMMAND…: runs it under a title; the first step that fails ends the run.
step() {
    local name=$1 start=$SECONDS code=0
    shift
    printf '\n== %s\n' "$name"
    "$@" || code=$?
    if ((code == 0)); then
        summary+=("$(printf 'ok       %4d s  %s' $((SECONDS - start)) "$name")")
        return
    fi
    summary+=("$(printf 'FAILED   %4d s  %s (exit code %d)' $((SECONDS - start)) "$name" "$code")")
    # A step without tests of its own that failed is one failure, not none
    ((failed > 0)) || failed=1
    finish 1
}

# skip NAME WHY: a step that does not run is said loudly and counted.
skip() {
    printf '\n== %s\nSKIPPED: %s\n' "$1" "$2"
    summary+=("$(printf 'SKIPPED         %s: %s' "$1" "$2")")
    skipped=$((skipped + 1))
}

# finish CODE: prints the summary; the last line is the sum of tests and journeys.
finish() {
    printf '\n== Summary (%d s in all)\n' $((SECONDS - begun))
    printf '%s\n' "${summary[@]}"
    printf '%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
    exit "$1"
}

# count PASSED FAILED SKIPPED: adds to the sum.
count() {
    passed=$((passed + $1)) failed=$((failed + $2)) skipped=$((skipped + $3))
}
