# shellcheck shell=sh
# Environment of perforch: every script sources this file, and users may too (". scripts/lib/env.sh").
#
# Private toolchains are brought only where the machine's own are missing or too old, and then always here:
#   $PERFORCH_HOME/toolchains/go/bin/go
#   $PERFORCH_HOME/toolchains/rust/bin/{rustc,cargo}   links to the distribution's /usr/bin/{rustc,cargo}
#   $PERFORCH_HOME/toolchains/node/bin/{node,npm,npx}  with the headers in ../include/node
# A program at one of these paths goes before one of the same name on PATH, also when this file was not sourced.

PERFORCH_HOME="${PERFORCH_HOME:-${XDG_CACHE_HOME:-$HOME/.cache}/perforch}"
export PERFORCH_HOME

for perforch_tool in go rust node; do
  perforch_bin="$PERFORCH_HOME/toolchains/$perforch_tool/bin"
  case ":$PATH:" in
    *":$perforch_bin:"*) ;;
    *) if [ -d "$perforch_bin" ]; then PATH="$perforch_bin:$PATH"; fi ;;
  esac
done
unset perforch_tool perforch_bin
export PATH
