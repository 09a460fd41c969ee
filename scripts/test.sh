#!/usr/bin/env bash
# Installs what is missing, then runs every check and test.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
./scripts/install.sh
# shellcheck source=scripts/lib/env.sh
. scripts/lib/env.sh

# The image of the Docker sandbox is built beside the checks, which leave a CPU to it; its engine is gone again before
# anything is timed.
./scripts/test-engine.sh start &
engine=$!
trap 'wait "$engine" || true; ./scripts/test-engine.sh stop' EXIT
npm run check
wait "$engine"
npm run test:docker
npm run test:integration
