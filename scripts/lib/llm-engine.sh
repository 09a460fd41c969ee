# shellcheck shell=bash
# llama.cpp's own server, out of the xllamacpp wheel, in a virtual environment of its own.

# To move the pin, change version and hashes together: of the x86_64 and aarch64 wheels.
PIN_XLLAMACPP=2026.10.11549
SHA256_XLLAMACPP_X86_64=c54e7d13520ecc989c63dc99d55de3065e2f343a91f43f053d16b5e62077c261
SHA256_XLLAMACPP_AARCH64=e2a3e79e775515de4ad197e667f874070446ef9ac9cf2044bc9866bc4c72289e

venv_can_be_made() {
  [ -x "$SYSTEM_PYTHON" ] && "$SYSTEM_PYTHON" -c 'import ensurepip, venv' 2>/dev/null
}

install_venv() {
  if ! venv_can_be_made; then
    require_right_to_install python3-venv
    apt_update
    apt_install python3-venv
  fi
  rm -rf "$LLM_VENV"
  "$SYSTEM_PYTHON" -m venv "$LLM_VENV" || die "no virtual environment could be made in $LLM_VENV"
}

# Needed for fetching weights, too, so it comes before them.
install_llm_engine() {
  [ "$(cat "$LLM_VENV/xllamacpp" 2>/dev/null)" = "$PIN_XLLAMACPP" ] && return
  say "llama.cpp: fetching xllamacpp $PIN_XLLAMACPP from PyPI"
  mkdir -p "$LLM_HOME"
  install_venv
  printf 'xllamacpp==%s --hash=sha256:%s --hash=sha256:%s\n' \
    "$PIN_XLLAMACPP" "$SHA256_XLLAMACPP_X86_64" "$SHA256_XLLAMACPP_AARCH64" >"$LLM_VENV/requirements.txt"
  "$LLM_VENV/bin/pip" install -q --disable-pip-version-check --no-cache-dir --no-deps --only-binary :all: \
    --require-hashes -r "$LLM_VENV/requirements.txt" ||
    die "xllamacpp $PIN_XLLAMACPP could not be fetched from PyPI: check the network, then run this again"
  printf '%s\n' "$PIN_XLLAMACPP" >"$LLM_VENV/xllamacpp"
}
