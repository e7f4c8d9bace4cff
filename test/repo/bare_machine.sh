#!/bin/sh
# test/repo/bare_machine.sh
#
# Proves that a fresh clone works on a machine with nothing but Debian 12: makes such a root file system, clones the
# repository into it, and runs ./dev there in a chroot, timing each command. Needs root and debootstrap or mmdebstrap.
# Mirrors, proxies, certificates and pip's settings are those of the machine that it runs on.
#
#   bare_machine.sh [--keep] [FOLDER [COMMAND...]]     default: a temporary folder, and "test" "demo"
set -eu
unset CDPATH
repository=$(cd "$(dirname "$0")/../.." && pwd -P)
keep=no
if [ "${1:-}" = --keep ]; then keep=yes; shift; fi
if [ $# -gt 0 ]; then root=$1; shift; else root=$(mktemp -d); fi
[ $# -gt 0 ] || set -- test demo
suite=bookworm

mkdir -p "$root"
root=$(cd "$root" && pwd -P)
[ "$root" != / ] || { echo "bare_machine.sh: / is not a folder to fill" >&2; exit 2; }

unmount_all() {
  for mounted in dev/shm dev/pts dev proc sys; do
    if mountpoint -q "$root/$mounted"; then umount -l "$root/$mounted"; fi
  done
}
leave() {
  status=$?
  unmount_all
  [ "$keep" = yes ] || rm -rf --one-file-system "$root"
  exit "$status"
}
trap leave EXIT
trap 'exit 130' INT TERM

# The first mirror that the machine's own apt uses for the distribution.
mirror() {
  # shellcheck disable=SC2016
  apt-get indextargets --format '$(REPO_URI) $(COMPONENT) $(CODENAME)' 2>/dev/null |
    awk -v suite="$suite" '$2 == "main" && $3 == suite { print $1; exit }'
}

# A file or folder of this machine at the same place in the new one.
copy_setting() {
  for path in "$@"; do
    [ -e "$path" ] || continue
    mkdir -p "$root$(dirname "$path")"
    cp -aL --remove-destination "$path" "$root$(dirname "$path")/"
  done
}

make_root() {
  uri=$(mirror)
  [ -n "$uri" ] || { echo "bare_machine.sh: apt on this machine knows no mirror of $suite" >&2; exit 4; }
  if command -v mmdebstrap >/dev/null 2>&1; then
    mmdebstrap --quiet --mode=root --variant=minbase --include=ca-certificates,git "$suite" "$root" "$uri"
  else
    debootstrap --variant=minbase --include=ca-certificates,git "$suite" "$root" "$uri"
  fi
}

copy_settings() {
  printf 'deb %s %s main\n' "$(mirror)" "$suite" >"$root/etc/apt/sources.list"
  rm -rf "$root/etc/apt/sources.list.d"
  copy_setting /etc/resolv.conf /etc/hosts /etc/apt/auth.conf /etc/apt/auth.conf.d /etc/pip.conf /etc/ssl/certs/ca-certificates.crt \
    /usr/local/share/ca-certificates /root/.config/pip /root/.pip "${PIP_CONFIG_FILE:-/nonexistent}"
  # Settings of fetching only: other files of apt.conf.d may start programs that a bare machine does not have.
  apt-config dump 2>/dev/null | grep -E '^Acquire::(http|https|ForceIPv4|Retries)' >"$root/etc/apt/apt.conf.d/50fetch" || :
  for link in ${PIP_FIND_LINKS:-}; do copy_setting "$link"; done
}

# Only what fetching needs of the machine's environment goes in.
enter() {
  # shellcheck disable=SC2046
  env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 \
    $(env | grep -E '^(PIP_[A-Z_]*|https?_proxy|HTTPS?_PROXY|no_proxy|NO_PROXY|SSL_CERT_[A-Z]*|REQUESTS_CA_BUNDLE)=[^[:space:]]*$') \
    chroot "$root" "$@"
}

mount_all() {
  mount --bind /dev "$root/dev"
  mount -t proc proc "$root/proc"
  mount -t sysfs -o ro sysfs "$root/sys"
  mkdir -p "$root/dev/pts" "$root/dev/shm"
}

[ -x "$root/usr/bin/apt-get" ] || make_root
copy_settings
mount_all
rm -rf "$root/root/pyomp-cc" "$root/root/pyomp-cc.bundle"
git -C "$repository" bundle create --quiet "$root/root/pyomp-cc.bundle" HEAD
enter git clone --quiet /root/pyomp-cc.bundle /root/pyomp-cc
for command in "$@"; do
  begin=$(date +%s)
  status=0
  # shellcheck disable=SC2086
  enter /root/pyomp-cc/dev $command || status=$?
  echo "bare machine: ./dev $command: exit status $status after $(($(date +%s) - begin)) s"
  [ "$status" -eq 0 ] || exit "$status"
done
