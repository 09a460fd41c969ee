# shellcheck shell=bash
# Which system packages are missing, and what the compilers of the distribution report.

MIN_PYTHON=3.10
MIN_JAVA=17
MIN_GXX=11

# Sandboxes see /usr, so Python is the system's, not one that a version manager put into a home folder.
SYSTEM_PYTHON=/usr/bin/python3

python_version() {
  if [ -x "$SYSTEM_PYTHON" ]; then version_in "$("$SYSTEM_PYTHON" --version 2>&1)"; fi
}

python_has() { # MODULE
  [ -x "$SYSTEM_PYTHON" ] &&
    "$SYSTEM_PYTHON" -c 'import importlib.util as u, sys; sys.exit(u.find_spec(sys.argv[1]) is None)' "$1"
}

java_version() {
  if has javac; then version_in "$(javac -version 2>&1)"; fi
}

gxx_version() {
  if has g++; then version_in "$(g++ -dumpfullversion 2>/dev/null)"; fi
}

java_package() {
  if [ -z "$(apt_candidate default-jdk-headless)" ] || [ -n "$(apt_candidate openjdk-17-jdk-headless)" ]; then
    say openjdk-17-jdk-headless
  else
    say default-jdk-headless
  fi
}

missing_system_packages() {
  has bwrap || say bubblewrap
  has gcc || say gcc
  has g++ || say g++
  has make || say make
  [ -e /usr/include/stdio.h ] || say libc6-dev
  [ -e /usr/include/openssl/md5.h ] || say libssl-dev
  [ -e /usr/include/boost/any.hpp ] || say libboost-dev
  [ -x "$SYSTEM_PYTHON" ] || say python3
  python_has numpy || say python3-numpy
  # What EffiBench-X's own harness gives its programs, beside numpy.
  python_has sortedcontainers || say python3-sortedcontainers
  version_at_least "$(java_version)" "$MIN_JAVA" || java_package
  [ -e /etc/ssl/certs/ca-certificates.crt ] || say ca-certificates
}

report_version() { # NAME VERSION MINIMUM
  version_at_least "$2" "$3" || die "$1 ${2:-(not found)} is below $3: install $1 $3 or newer and put it first on PATH"
  say "$1 $2: ok"
}

report_system() {
  say "bubblewrap $(version_in "$(bwrap --version)"): ok"
  report_version g++ "$(gxx_version)" "$MIN_GXX"
  report_version python3 "$(python_version)" "$MIN_PYTHON"
  report_version javac "$(java_version)" "$MIN_JAVA"
  warn_if_sandbox_fails
}

warn_if_sandbox_fails() {
  local reason
  reason=$(bwrap --ro-bind / / --unshare-all true 2>&1) && return
  say "warning: bubblewrap cannot make a sandbox here (${reason%% See <*}): allow unprivileged user namespaces" \
    "(Ubuntu: sysctl -w kernel.apparmor_restrict_unprivileged_userns=0; Docker: run with --privileged)"
}
