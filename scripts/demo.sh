#!/usr/bin/env bash
# Installs what is missing, then shows the whole study on a small scale in results/demo.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
./scripts/install.sh
# shellcheck source=scripts/lib/env.sh
. scripts/lib/env.sh
exec npx tsx harness/cli/main.ts demo --out results/demo "$@"
