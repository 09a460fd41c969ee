#!/usr/bin/env bash
# Makes this machine able to run perforch. Installs only what is missing; running it again changes nothing.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."

CALLERS_PATH=$PATH
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

# "npx perforch" is to work in the caller's own shell. A Node that is already there is left alone, even one too old.
offer_node_to_the_shell() {
  [ -x "$TOOLCHAINS/node/bin/npx" ] || return 0
  local shell_node
  if ! PATH=$CALLERS_PATH command -v node npx >/dev/null && may_become_root; then
    as_root ln -s "$TOOLCHAINS"/node/bin/{node,npm,npx} /usr/local/bin/ ||
      say "node: not linked into /usr/local/bin"
  fi
  hash -r
  shell_node=$(PATH=$CALLERS_PATH command -v node || echo false)
  version_at_least "$(version_in "$("$shell_node" --version 2>/dev/null || true)")" "$MIN_NODE" ||
    say "node: to use npx in your shell, run: . scripts/lib/env.sh"
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
  offer_node_to_the_shell
}

main
