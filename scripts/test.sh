#!/usr/bin/env bash
# Installs what is missing, then runs every check and test.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
./scripts/install.sh
# shellcheck source=scripts/lib/env.sh
. scripts/lib/env.sh

# The unit tests take one CPU. Beside them types and style are checked, and the image of the Docker sandbox is built, whose engine
# is gone again before anything is timed.
style_said=$(mktemp)
npm run test:style >"$style_said" 2>&1 &
style=$!
./scripts/test-engine.sh start &
engine=$!
trap 'wait "$engine" || true; ./scripts/test-engine.sh stop; rm -f "$style_said"' EXIT
npm run test:unit
wait "$style" || {
  cat "$style_said"
  exit 1
}
wait "$engine"
npm run test:docker
npm run test:integration
