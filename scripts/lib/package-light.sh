#!/usr/bin/env bash
# What the package PACKAGE holds, which was built a second time as AGAIN: see scripts/package-test.
set -uo pipefail
package=$1 again=$2
# shellcheck source=check.sh
source scripts/lib/check.sh
# shellcheck source=remap.sh
source scripts/lib/remap.sh
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
dpkg-deb -x "$package" "$work/files"
field() { dpkg-deb --field "$package" "$1"; }

# Whoever is not root reads the program and its documents, not its settings.
modes() {
    dpkg-deb --contents "$package" | awk '{ print $1, $2, $6 }' | sed -n '/usr\/share/!s/ \.\/\(.\)/ \1/p'
}
read -r -d '' should <<'END'
drwxr-xr-x root/root etc/
drwxr-xr-x root/root etc/sasae/
-rw-r----- root/root etc/sasae/sasae.env
drwx------ root/root etc/sasae/secrets/
drwxr-xr-x root/root usr/
drwxr-xr-x root/root usr/bin/
-rwxr-xr-x root/root usr/bin/sasae
drwxr-xr-x root/root usr/lib/
drwxr-xr-x root/root usr/lib/systemd/
drwxr-xr-x root/root usr/lib/systemd/system/
-rw-r--r-- root/root usr/lib/systemd/system/sasae.service
drwxr-xr-x root/root usr/sbin/
-rwxr-xr-x root/root usr/sbin/sasae-admin
END
# Compiles a program that tells its own file, with the flags and in a folder as the package's are.
tells_no_path() {
    local source="$PWD/target/remap-test" flags=() pair
    mkdir -p "$source"
    echo 'fn main() { println!("{} {:?}", file!(), std::env::args().nth(9).unwrap()); }' >"$source/told.rs"
    while read -r pair; do flags+=("--remap-path-prefix=$pair"); done < <(remap_flags "$source")
    [[ "$1" == plain ]] && flags=()
    rustc "${flags[@]}" -o "$work/told" "$source/told.rs" && paths_of_this_machine "$work/told"
}
bill() {
    python3 - "$work/files/usr/share/doc/sasae/sasae.cdx.json" <<'END'
import json, sys
bill = json.load(open(sys.argv[1]))
parts = bill["components"]
outside = [one for one in parts if not one["name"].startswith("sasae-")]
bare = [one["name"] for one in outside if not (one.get("hashes") and one.get("licenses"))]
refs = {one["bom-ref"] for one in parts} | {bill["metadata"]["component"]["bom-ref"]}
lost = {need for one in bill["dependencies"] for need in one["dependsOn"]} - refs
sys.exit(0 if len(outside) > 100 and not bare and not lost else f"{len(outside)} {bare} {lost}")
END
}

check "built twice it has the same bytes" cmp "$package" "$again"
check "its settings are kept over an upgrade" is "$(dpkg-deb --info "$package" conffiles)" /etc/sasae/sasae.env
check "it names the C library that it needs" grep -q 'libc6 (>= ' <<<"$(field Depends)"
check "its modes and owners are those that should be" is "$(modes)" "$should"
check "lintian has nothing to say" is "$(lintian --allow-root "$package" 2>/dev/null)" ""
check "its service is hardly exposed (at most 1.5 of 10)" \
    systemd-analyze security --offline=true --threshold=15 --no-pager packaging/sasae.service
check "the bill of materials has digest and licence of every library" bill
check "the libraries' notices are passed on" test "$(zcat "$work/files/usr/share/doc/sasae/notices.txt.gz" | wc -l)" -gt 1000
check "a program built for it tells no path of this machine" tells_no_path remapped
check "one built without care does" no tells_no_path plain
