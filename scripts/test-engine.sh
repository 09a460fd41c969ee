#!/usr/bin/env bash
# A Docker engine of its own for tests: private socket, data, containerd and control groups, no network and no firewall
# rules, so that an engine that is there already is not touched.
#   start     starts it (installs Debian's docker.io where there is no dockerd), makes a base image and the sandbox's image
#   stop      stops it and removes everything of it
#   run CMD   starts it, runs CMD with DOCKER_HOST set, and stops it
#   env       prints what to set, for a shell
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=scripts/lib/env.sh
. scripts/lib/env.sh
# shellcheck source=scripts/lib/common.sh
. scripts/lib/common.sh
# shellcheck source=scripts/lib/apt.sh
. scripts/lib/apt.sh
# shellcheck source=scripts/lib/test-engine-base.sh
. scripts/lib/test-engine-base.sh
# shellcheck source=scripts/lib/test-engine-daemons.sh
. scripts/lib/test-engine-daemons.sh

BASE_IMAGE=perforch-test-base

seconds_since() { # SECONDS-AT-START
  printf '%s s' "$((SECONDS - $1))"
}

make_base() {
  local since=$SECONDS
  base_tar | import_image "$BASE_IMAGE"
  say "test engine: base image in $(seconds_since "$since"), $(image_mib "$BASE_IMAGE") MiB"
}

make_image() {
  local since=$SECONDS
  npx tsx harness/cli/main.ts sandbox build --base "$BASE_IMAGE" --network host >"$ENGINE/build.log" 2>&1 || {
    tail -n 30 "$ENGINE/build.log" >&2
    die "the sandbox's image was not built: see its message above"
  }
  say "test engine: sandbox image in $(seconds_since "$since")"
}

start() {
  install_engine
  start_daemons
  export DOCKER_HOST=$ENGINE_HOST
  has_image "$BASE_IMAGE" || make_base
  make_image
}

case "${1:-}" in
  start) start ;;
  stop) stop_daemons ;;
  run)
    shift
    trap stop_daemons EXIT
    start
    "$@"
    ;;
  env) say "export DOCKER_HOST=$ENGINE_HOST" ;;
  *) die "test-engine.sh start|stop|run CMD|env" ;;
esac
