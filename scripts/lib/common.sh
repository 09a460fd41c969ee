# shellcheck shell=bash
# Messages and version tests shared by the installation steps.

say() {
  printf '%s\n' "$*"
}

die() {
  printf '%s: %s\n' "$(basename "$0")" "$*" >&2
  exit 1
}

has() {
  command -v "$1" >/dev/null 2>&1
}

version_at_least() { # VERSION MINIMUM
  [ -n "$1" ] && printf '%s\n%s\n' "$2" "$1" | sort -VC
}

version_in() { # TEXT: the first dotted number in it, or nothing
  [[ $1 =~ [0-9]+(\.[0-9]+)* ]] && printf '%s' "${BASH_REMATCH[0]}"
  return 0
}

require_supported_machine() {
  [ "$(uname -s)" = Linux ] || die "bubblewrap needs Linux: run this in a Linux machine or virtual machine"
  case "$(uname -m)" in
    x86_64 | aarch64) ;;
    *) die "$(uname -m) is not supported: use an x86_64 or aarch64 machine" ;;
  esac
}

# Two installations at once would unpack into, and compile in, the same folders.
wait_for_other_installations() {
  mkdir -p "$PERFORCH_HOME" || die "cannot write $PERFORCH_HOME: set PERFORCH_HOME to a folder of yours"
  exec 9>"$PERFORCH_HOME/install.lock"
  flock 9
}
