#!/usr/bin/env bash
# Installs what is missing, then runs every check and test.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
./scripts/install.sh
# shellcheck source=scripts/lib/env.sh
. scripts/lib/env.sh
npm run check
npm run test:integration
npm run test:docker
