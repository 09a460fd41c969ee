#!/usr/bin/env bash
# Runs a command where all controllers are those of cgroup v2: on User Mode Linux, Debian's kernel that is a program. Its
# root is this machine's, as a layer that is never written to; it has one CPU, swap and no network. Its clocks go on while
# this machine does something else, and what goes by then is CPU time of whoever runs there: tests of time need a quiet machine.
#   control-groups-v2.sh [--in PLACE] [--deb FILE] [--memory SIZE] COMMAND...
# PLACE is what group the command is in, and who makes groups there:
#   root       the root of all groups, as the superuser
#   service    a service's group below one that is controlled, as systemd makes them, as the superuser
#   closed     a group of its own with nothing controlled above it, as root in a container
#   delegated  a group below one that is the ordinary user's of the tests
# FILE is another user-mode-linux package than apt's.
# What COMMAND writes is gone afterwards, but for the folder $KEPT.
set -euo pipefail

CALLERS_FOLDER=$PWD
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
# shellcheck source=scripts/lib/env.sh
. scripts/lib/env.sh
# shellcheck source=scripts/lib/common.sh
. scripts/lib/common.sh

PARTS=$PWD/test/endurance/control-groups-v2
PLACE=root
DEB=
MEMORY=5G
MOST_SECONDS=${PERFORCH_UML_SECONDS:-7200}

read_arguments() {
  while [ $# -gt 0 ]; do
    case "$1" in
      --in) PLACE=$2 ;;
      --deb) DEB=$(realpath "$CALLERS_FOLDER/$2" 2>/dev/null || realpath "$2") ;;
      --memory) MEMORY=$2 ;;
      *)
        COMMAND=("$@")
        return
        ;;
    esac
    shift 2
  done
  die "which command? see the head of this script"
}

# Unpacked, not installed.
unpack() { # FOLDER
  mkdir -p "$1/kernel"
  chmod 755 "$1"
  if [ -z "$DEB" ]; then
    (cd "$1" && apt-get -qq download user-mode-linux 2>/dev/null) || die "apt has no package user-mode-linux: apt-get update"
    DEB=$(echo "$1"/user-mode-linux_*.deb)
  fi
  dpkg-deb -x "$DEB" "$1/kernel"
  cc -O2 -Wall -Wextra -shared -fPIC -o "$1/whole-registers.so" "$PARTS/whole-registers.c"
}

start_kernel() { # FOLDER
  LD_PRELOAD=$1/whole-registers.so TMPDIR=/dev/shm timeout --foreground "$MOST_SECONDS" "$1/kernel/usr/bin/linux.uml" \
    mem="$MEMORY" root=/dev/root rootfstype=hostfs rootflags=/ ro quiet cgroup_no_v1=all con=null con0=null,fd:1 \
    ubd0="$1/swap" init="$PARTS/init.sh" uml_folder="$1" </dev/null >"$1/console" 2>&1 || true
}

main() {
  read_arguments "$@"
  [ "$(id -u)" -eq 0 ] || die "needs root, since it shares this machine's files"
  local folder shown
  folder=$(mktemp -d /var/tmp/perforch-uml-XXXXXX)
  unpack "$folder"
  mkdir -p "$folder/kept"
  : >"$folder/kept/output"
  truncate -s 1G "$folder/swap"
  printf '%s\n' "$PLACE" >"$folder/place"
  printf '%q ' "${COMMAND[@]}" >"$folder/command"
  printf 'export PERFORCH_HOME=%q PATH=%q\n' "$PERFORCH_HOME" "$PATH" >"$folder/environment"
  printf 'export PERFORCH_DATA=%q\ncd %q\n' "${PERFORCH_DATA:-}" "$PWD" >>"$folder/environment"
  tail -n +1 -f "$folder/kept/output" &
  shown=$!
  start_kernel "$folder"
  sleep 1
  kill "$shown"
  if [ ! -s "$folder/kept/code" ]; then
    tail -n 30 "$folder/console" >&2
    die "the kernel ended before the command did: see its last lines above, and $folder"
  fi
  local code
  code=$(cat "$folder/kept/code")
  rm -rf "$folder"
  exit "$code"
}

COMMAND=()
main "$@"
