#!/usr/bin/env bash
# The compilers and runtimes of all languages, as on a machine of one's own (scripts/install.sh), without what only the
# harness needs.
set -euo pipefail

. scripts/lib/env.sh
. scripts/lib/common.sh
. scripts/lib/apt.sh
. scripts/lib/system.sh
. scripts/lib/toolchains.sh
mkdir -p "$TOOLCHAINS"

# bubblewrap would be of no use in a container, and Node.js is brought by the stage that needs it.
missing_packages() {
  missing_system_packages | grep -vx bubblewrap || true
  needs_node() { false; }
  missing_toolchain_packages
}

mapfile -t packages < <(missing_packages)
if [ "${#packages[@]}" -gt 0 ]; then
  require_right_to_install "${packages[@]}"
  apt_update
  mapfile -t packages < <(missing_packages)
  apt_install "${packages[@]}"
  rm -rf /var/lib/apt/lists/*
fi
install_go
install_rust
. scripts/lib/env.sh
hash -r
report_version g++ "$(gxx_version)" "$MIN_GXX"
report_version python3 "$(python_version)" "$MIN_PYTHON"
report_version javac "$(java_version)" "$MIN_JAVA"
report_version go "$(go_version)" "$MIN_GO"
report_version rust "$(rust_version)" "$MIN_RUST"
