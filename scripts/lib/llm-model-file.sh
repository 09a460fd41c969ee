# shellcheck shell=bash
# The file of models that a study names: every local model that runs now.

LLM_MODEL_FILE_NAME=models.yaml

# A busy machine takes long, and an answer that is given up has to be made again.
LONGEST_ANSWER_S=3600

yaml_text() { # TEXT
  printf "'%s'" "${1//\'/\'\'}"
}

model_entry() { # ID
  cat <<EOF
  - id: $1
    name: $(yaml_text "$(llm_fact "$1" name)")
    source:
      kind: openai
      apiName: $1
      baseUrl: http://127.0.0.1:$(llm_fact "$1" port)/v1
      keyVariable: null
      timeoutSeconds: $LONGEST_ANSWER_S
EOF
}

provider_entry() { # ID
  cat <<EOF
  - baseUrl: http://127.0.0.1:$(llm_fact "$1" port)/v1
    concurrency: $(llm_fact "$1" slots)
EOF
}

write_model_file() {
  local file=$LLM_HOME/$LLM_MODEL_FILE_NAME ids id
  mapfile -t ids < <(running_llms)
  if [ "${#ids[@]}" -eq 0 ]; then
    rm -f "$file"
    return
  fi
  {
    echo models:
    for id in "${ids[@]}"; do model_entry "$id"; done
    echo providers:
    for id in "${ids[@]}"; do provider_entry "$id"; done
  } >"$file.new"
  mv "$file.new" "$file"
}

show_model_file() {
  local file=$LLM_HOME/$LLM_MODEL_FILE_NAME ids
  mapfile -t ids < <(running_llms)
  [ "${#ids[@]}" -gt 0 ] || return 0
  say "file of models: $file"
  say "in a study:"
  say "  models: [$(printf '%s\n' "${ids[@]}" | paste -sd , | sed 's/,/, /g')]"
  say "  model_files: [$file]"
}
