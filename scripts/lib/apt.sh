# shellcheck shell=bash
# Installs what is missing with apt, all in one go, as root or through sudo.

apt_candidate() { # PACKAGE: the version apt would install, without epoch and revision
  local candidate
  candidate=$(apt-cache policy "$1" 2>/dev/null | awk '/Candidate:/ { print $2 }')
  version_in "${candidate#*:}"
}

apt_offers() { # PACKAGE MINIMUM
  version_at_least "$(apt_candidate "$1")" "$2"
}

is_installed() { # PACKAGE
  [ "$(dpkg-query -W -f '${db:Status-Abbrev}' "$1" 2>/dev/null)" = "ii " ]
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

may_become_root() {
  [ "$(id -u)" -eq 0 ] && return
  has sudo || return
  sudo -n true 2>/dev/null || { [ -t 0 ] && sudo true; }
}

# needrestart (Ubuntu) would ask about services; the lock wait is for unattended upgrades.
apt_get() {
  as_root env DEBIAN_FRONTEND=noninteractive NEEDRESTART_SUSPEND=1 \
    apt-get -qq -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 "$@" </dev/null
}

apt_update() {
  say "apt: updating the package lists"
  apt_get update || die "apt-get update failed: check the network and /etc/apt/sources.list"
}

apt_install() { # PACKAGE...
  local log=$PERFORCH_HOME/apt.log
  say "apt: installing $*"
  apt_get install -y --no-install-recommends "$@" >"$log" 2>&1 || {
    tail -n 20 "$log" >&2
    die "apt-get install failed (whole output in $log): repair it, then run this again"
  }
}

require_right_to_install() { # PACKAGE...
  has apt-get || die "no apt-get here: install the equivalents of these Debian packages by hand: $*"
  may_become_root || die "neither root nor sudo: ask an administrator to run: apt-get install -y $*"
}
