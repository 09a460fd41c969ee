# shellcheck shell=bash
# What was asked for: models, their weights and how they are served. Everything is checked before anything is fetched.

require_number() { # OPTION VALUE LOWEST HIGHEST
  if ! [[ $2 =~ ^[1-9][0-9]{0,8}$ ]] || [ "$2" -lt "$3" ] || [ "$2" -gt "$4" ]; then
    die "$1 $2: give a whole number from $3 to $4"
  fi
}

LLM_PORT=8431
LLM_THREADS=$(nproc)
LLM_SLOTS=4
LLM_CONTEXT=6144
MODELS=()
URLS=()
COMMAND=()
FILE=
SHA256=
NAME=
PORT_IS_CHOSEN=

read_option() { # OPTION VALUE
  case "$1" in
    --model) FILE=$2 ;;
    --url) URLS+=("$2") ;;
    --sha256) SHA256=${2,,} ;;
    --name) NAME=$2 ;;
    --port)
      require_number "$1" "$2" 1024 65535
      LLM_PORT=$2 PORT_IS_CHOSEN=1
      ;;
    --threads)
      require_number "$1" "$2" 1 1024
      LLM_THREADS=$2
      ;;
    --slots)
      require_number "$1" "$2" 1 64
      LLM_SLOTS=$2
      ;;
    --context)
      require_number "$1" "$2" 512 131072
      LLM_CONTEXT=$2
      ;;
    *) die "$1 is not an option: see local-llm.sh --help" ;;
  esac
}

read_arguments() {
  while [ $# -gt 0 ]; do
    case "$1" in
      --)
        shift
        COMMAND=("$@")
        return
        ;;
      --*)
        [ $# -ge 2 ] || die "$1 needs a value: see local-llm.sh --help"
        read_option "$1" "$2"
        shift 2
        ;;
      *)
        MODELS+=("$1")
        shift
        ;;
    esac
  done
}

check_own_model() {
  [ -n "$FILE" ] || [ "${#URLS[@]}" -gt 0 ] || {
    [ -z "$SHA256$NAME" ] || die "--sha256 and --name go with --model or --url"
    return 0
  }
  [ -z "$FILE" ] || [ "${#URLS[@]}" -eq 0 ] || die "--model and --url: give one of them"
  [ -z "$SHA256" ] || [[ $SHA256 =~ ^[0-9a-f]{64}$ ]] || die "--sha256 $SHA256: give 64 hexadecimal digits"
  if [ -n "$FILE" ]; then
    case "$FILE" in /*) ;; *) FILE=$CALLERS_FOLDER/$FILE ;; esac
    require_gguf "$FILE"
    check_own_file
  elif [ -z "$SHA256" ]; then
    die "--url needs --sha256: what is fetched must be what was meant"
  fi
  NAME=${NAME:-$(default_name "${FILE:-${URLS[0]%%\?*}}")}
  [[ $NAME =~ ^[a-z0-9][a-z0-9._-]*$ ]] ||
    die "--name $NAME: take lower-case letters, digits, dots, dashes and underscores"
}

default_name() { # PATH OR URL
  local name
  name=$(basename "$1")
  name=${name%.gguf}
  printf '%s\n' "${name,,}"
}

check_own_file() {
  local found
  if [ -n "$SHA256" ]; then
    require_sha256 "$FILE" "$SHA256"
    return
  fi
  found=$(sha256_of "$FILE")
  known_llm_by_sha256 "$found" >/dev/null ||
    die "$FILE is not a listed model: if it is the file that you mean, give --sha256 $found"
}

check_models() {
  local index
  for index in "${!MODELS[@]}"; do
    MODELS[index]=$(known_llm_named "${MODELS[index]}")
  done
  [ "${#MODELS[@]}" -gt 0 ] || [ -n "$NAME" ] || die "which model? ${KNOWN_LLMS[*]}, or --model FILE.gguf"
}
