#!/usr/bin/env bash
# Makes this machine able to run perforch. Installs only what is missing; running it again changes nothing.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."

# shellcheck source=scripts/lib/env.sh
. scripts/lib/env.sh
# shellcheck source=scripts/lib/common.sh
. scripts/lib/common.sh
# shellcheck source=scripts/lib/apt.sh
. scripts/lib/apt.sh
# shellcheck source=scripts/lib/system.sh
. scripts/lib/system.sh
# shellcheck source=scripts/lib/toolchains.sh
. scripts/lib/toolchains.sh
# shellcheck source=scripts/lib/node-modules.sh
. scripts/lib/node-modules.sh

missing_packages() {
  missing_system_packages
  missing_toolchain_packages
  missing_header_packages
}

# Which package to take depends on the lists, so they are brought up to date before the second look.
install_missing_packages() {
  local packages
  mapfile -t packages < <(missing_packages)
  [ "${#packages[@]}" -gt 0 ] || return 0
  require_right_to_install "${packages[@]}"
  apt_update
  require_free_place_for_rust
  mapfile -t packages < <(missing_packages)
  apt_install "${packages[@]}"
}

install_private_toolchains() {
  mkdir -p "$TOOLCHAINS"
  install_go
  install_rust
  install_node
  . scripts/lib/env.sh
  hash -r
}

prepare_perforch() {
  say "perforch: preparing supervisor, crates and Go packages"
  npx tsx harness/cli/main.ts setup </dev/null 9>&- ||
    die "the setup command failed: see its message above, repair the cause, then run this again"
}

main() {
  require_supported_machine
  wait_for_other_installations
  install_missing_packages
  install_private_toolchains
  report_system
  report_toolchains
  install_node_modules
  prepare_perforch
}

main
