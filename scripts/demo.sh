#!/usr/bin/env bash
# Installs what is missing, then shows the whole study on a small scale in results/demo.
# "demo.sh --llm [MODEL...]" does the same with real models, which it fetches and serves, in results/demo-llm.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
./scripts/install.sh
# shellcheck source=scripts/lib/env.sh
. scripts/lib/env.sh
if [ "${1:-}" = --llm ]; then
  shift
  [ $# -gt 0 ] || set -- qwen2.5-coder-0.5b qwen2.5-coder-1.5b
  exec ./scripts/local-llm.sh run "$@" -- ./scripts/lib/llm-demo.sh results/demo-llm
fi
exec npx tsx harness/cli/main.ts demo --out results/demo "$@"
