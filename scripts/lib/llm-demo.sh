#!/usr/bin/env bash
# The demo's study with the local models that "local-llm.sh run" has started, in the folder OUT.
set -euo pipefail

OUT=$(realpath -m "$1")
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
# shellcheck source=scripts/lib/env.sh
. scripts/lib/env.sh

perforch() {
  npx tsx harness/cli/main.ts "$@"
}

# Of each model the questions come first; its programs are measured after all verdicts, when no server has anything to do.
write_study() { # FILE
  cat >"$1" <<EOF
version: 1
name: demo-llm
datasets: [mini]
models: [${LOCAL_LLM_MODELS// /, }]
model_files: ['${LOCAL_LLM_MODEL_FILE//\'/\'\'}']
parameters:
  temperature: 0
  max_tokens: 1024
measure:
  presets: [quick]
EOF
}

main() {
  local db=$OUT/study.sqlite incomplete=3 worst=0 code id
  mkdir -p "$OUT"
  write_study "$OUT/study.yaml"
  for id in $LOCAL_LLM_MODELS; do
    code=0
    perforch profile "$id" --study "$OUT/study.yaml" --db "$db" || code=$?
    [ "$code" -eq 0 ] || [ "$code" -eq "$incomplete" ] || exit "$code"
    [ "$code" -eq 0 ] || worst=$code
  done
  perforch rank --db "$db"
  perforch export --db "$db" --out "$OUT" >/dev/null
  echo "written to $OUT: study.yaml, study.sqlite, profile.json and the tables"
  exit "$worst"
}

main
