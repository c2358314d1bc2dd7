#!/bin/bash
# Runs as root in the Debian that scripts/package-test boots; tells what holds, a line each.
set -uo pipefail
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8
data=/var/lib/sasae page=http://127.0.0.1:8080/

# shellcheck source=check.sh
source /srv/check.sh
mode() { is "$(stat -c '%a %U:%G' "$1")" "$2"; }
pid() { systemctl show -P MainPID sasae; }
status() { is "$(sed -n "s/^$1:[[:space:]]*//p" "/proc/$(pid)/status")" "$2"; }
within() { nsenter --target "$(pid)" --mount --setuid "$(id -u sasae)" --setgid "$(id -g sasae)" "$@"; }
shows() { is "$(systemctl show -P "$1" sasae)" "$2"; }
answers() { is "$(curl -s -o /srv/page -w '%{http_code}' --retry 20 --retry-connrefused --retry-delay 1 "$1")" "$2"; }
# soon COMMAND…: holds within 20 seconds.
soon() {
    local try
    for try in {1..40}; do "$@" >/dev/null 2>&1 && return 0; sleep 0.5; done
    "$@"
}
only_loopback() {
    local listening
    listening="$(cat "/proc/$(pid)/net/tcp" "/proc/$(pid)/net/tcp6" | awk '$4 == "0A" { print $2 }')"
    is "$listening" 0100007F:1F90
}
# A form as the page itself would send it.
send() {
    is "$(curl -s -o /srv/page -w '%{http_code}' -H 'Sec-Fetch-Site: same-origin' -F "file=@$1" \
        "${page}imports")" 303
}
modes_of_files() { is "$(find $data -type f ! -perm 0600; find $data -type d ! -perm 0700)" ""; }
has_backup() { compgen -G "$data/backup/sasae-nightly-*.sqlite"; }
years() { sasae-admin export --year R5 --format csv --output - | wc -l; }

echo "== Installation"
check "it installs on a fresh Debian without a further package" dpkg --install /srv/before.deb
check "its service is neither running nor enabled" is "$(systemctl is-active sasae; systemctl is-enabled sasae)" $'inactive\ndisabled'
check "its user is a system user without a shell" is \
    "$(getent passwd sasae | awk -F: '{ print ($3 < 1000), $7 }')" "1 /usr/sbin/nologin"
check "its settings are for root and the service only" mode /etc/sasae/sasae.env "640 root:sasae"
check "its folder of settings is closed to others" mode /etc/sasae "750 root:sasae"
check "its secrets are for root alone" mode /etc/sasae/secrets "700 root:root"
check "its data are for the service alone" mode $data "700 sasae:sasae"
check "its unit has nothing that systemd warns of" systemd-analyze verify --man=no /usr/lib/systemd/system/sasae.service
systemd-analyze security --no-pager sasae | tail -n 1

echo "== Running"
echo "of the city" >/etc/sasae/secrets/probe
check "it starts" systemctl start sasae
check "it answers on the loopback" answers "$page" 200
check "it listens nowhere else" only_loopback
check "it runs as its user" is "$(stat -c %U "/proc/$(pid)")" sasae
check "it holds no capability" status CapEff 0000000000000000
check "it can gain no privilege" status NoNewPrivs 1
check "its calls to the system are filtered" status Seccomp 2
check "its files are made for itself" status Umask 0077
check "it may hold 8192 files open" shows LimitNOFILE 8192
check "its memory ends at 3 GiB" shows MemoryMax $((3 << 30))
for folder in /etc/sasae /usr/bin /var/lib /srv; do
    check "not even root could write $folder from within it" no nsenter --target "$(pid)" --mount touch "$folder/x"
done
check "it can write its folder" within touch $data/probe
rm -f $data/probe
check "it reads a secret that was handed to it" is "$(within cat /run/credentials/sasae.service/secrets_probe)" "of the city"
check "it cannot read where the secrets lie" no within cat /etc/sasae/secrets/probe
check "it reads a workbook" send /srv/aozora-r5.xlsx
check "it reads a PDF file" send /srv/aozora-r7.pdf
check "it takes a backup by itself" soon has_backup
check "what it wrote is for itself alone" modes_of_files
check "a verb runs as the service does" sasae-admin import --replace /srv/aozora-r5.xlsx
check "a verb tells its own exit code" is "$(sasae-admin export --year R1 --format csv --output - >/dev/null 2>&1; echo $?)" 7
check "a person is registered" sasae-admin people add --login 00123 --name '山田 花子' --role システム管理者
check "from then on it asks to sign in" is "$(curl -s -o /dev/null -w '%{http_code} %{redirect_url}' "$page" | grep -c sign-in)" 1
check "the files of the verbs are closed too" modes_of_files
first="$(pid)"
kill -KILL "$first"
check "it is back after a kill" soon answers "${page}sign-in" 200
begun=$SECONDS
check "it stops when it is told to" systemctl stop sasae
check "it stopped well and soon" is "$(systemctl show -P Result sasae) $((SECONDS - begun < 15))" "success 1"
sed -i 's/^SASAE_LISTEN=.*/SASAE_LISTEN=nonsense/' /etc/sasae/sasae.env
systemctl start sasae 2>/dev/null
check "wrong settings stop it for good" soon shows ActiveState failed
sed -i 's/^SASAE_LISTEN=.*/SASAE_LISTEN=127.0.0.1:8080/' /etc/sasae/sasae.env
systemctl reset-failed sasae

echo "== Upgrade"
rows="$(years)"
check "there is a year's sheet" test "$rows" -gt 30
echo "# of the city" >>/etc/sasae/sasae.env
check "an upgrade leaves a stopped service stopped" dpkg --install /srv/before.deb
check "it is stopped still" is "$(systemctl is-active sasae)" inactive
check "it is enabled and started" systemctl enable --now --quiet sasae
first="$(pid)"
check "the new version installs" dpkg --install /srv/sasae.deb
check "it was started anew" no is "$(pid)" "$first"
check "it answers" answers "${page}sign-in" 200
check "the settings are the administrator's" grep -q "# of the city" /etc/sasae/sasae.env
check "their modes are as before" mode /etc/sasae/sasae.env "640 root:sasae"
check "the data are as before" is "$(years)" "$rows"
check "the history is whole" sasae-admin verify

echo "== Removal"
check "it is removed" dpkg --remove sasae
check "nothing of it runs" is "$(find /proc -maxdepth 1 -user sasae)" ""
check "the data are kept" test -s $data/sasae.sqlite
check "it is installed again" dpkg --install /srv/sasae.deb
check "the data are there again" is "$(years)" "$rows"
check "it is purged" dpkg --purge sasae
check "its settings are gone" test ! -e /etc/sasae/sasae.env
check "its start at boot is gone" test ! -L /etc/systemd/system/multi-user.target.wants/sasae.service
check "the plan's data are kept, for a person to remove" test -s $data/sasae.sqlite
check "the packages of the machine are in order" is "$(dpkg --audit)" ""
echo done
