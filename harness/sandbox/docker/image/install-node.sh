#!/usr/bin/env bash
# Node.js and the packages that preparing the image runs on; nothing of npm's is compiled or started.
set -euo pipefail

. scripts/lib/env.sh
. scripts/lib/common.sh
. scripts/lib/apt.sh
. scripts/lib/system.sh
. scripts/lib/toolchains.sh

if needs_node; then
  if ! has curl; then
    apt_update
    apt_install curl
  fi
  install_node
  . scripts/lib/env.sh
  hash -r
fi
report_version node "$(node_version)" "$MIN_NODE"
npm ci --omit=dev --ignore-scripts --no-audit --no-fund --loglevel=error
