# shellcheck shell=bash
# The test engine's processes. They are found again by the pid files in its folder, and by nothing else.

ENGINE=${PERFORCH_TEST_ENGINE:-/var/tmp/perforch-test-engine}
ENGINE_HOST=unix://$ENGINE/docker.sock
ENGINE_CGROUP=$(basename "$ENGINE")

install_engine() {
  if has dockerd && has containerd; then return; fi
  require_right_to_install docker.io
  apt_update
  apt_install docker.io
}

engine_api() { # METHOD PATH [CURL-OPTION...]
  local method=$1 path=$2
  shift 2
  curl -fsS --unix-socket "$ENGINE/docker.sock" -X "$method" "$@" "http://engine$path"
}

is_up() {
  engine_api GET /_ping >/dev/null 2>&1
}

wait_until() { # CONDITION...
  local tries
  for ((tries = 0; tries < 300; tries++)); do
    if "$@"; then return; fi
    sleep 0.1
  done
  tail -n 20 "$ENGINE"/*.log >&2
  die "the test engine is not up after 30 s: see its last lines above"
}

# A containerd of its own: dockerd would take the system's where there is one.
start_containerd() {
  as_root tee "$ENGINE/containerd.toml" >/dev/null <<EOF
version = 2
root = "$ENGINE/containerd"
state = "$ENGINE/containerd-state"
disabled_plugins = ["io.containerd.grpc.v1.cri"]
[grpc]
  address = "$ENGINE/containerd.sock"
EOF
  # shellcheck disable=SC2016 # The inner shell's own variables.
  as_root sh -c 'echo $$ >"$0/containerd.pid"; exec setsid containerd --config "$0/containerd.toml" --log-level warn' \
    "$ENGINE" >"$ENGINE/containerd.log" 2>&1 </dev/null 9>&- &
}

# Images of some gigabytes are made and removed again: much faster in memory, where there is plenty of it.
use_memory() {
  local available_kib
  available_kib=$(awk '$1 == "MemAvailable:" { print $2 }' /proc/meminfo)
  [ "$available_kib" -gt $((14 * 1048576)) ] || return 0
  as_root mkdir -p "$ENGINE/data"
  as_root mount -t tmpfs -o size=8g,mode=711 perforch-test-engine "$ENGINE/data" || true
}

start_dockerd() {
  as_root setsid dockerd --host "$ENGINE_HOST" --group "$(id -gn)" --pidfile "$ENGINE/dockerd.pid" \
    --data-root "$ENGINE/data" --exec-root "$ENGINE/exec" \
    --containerd "$ENGINE/containerd.sock" --containerd-namespace perforch-test \
    --containerd-plugins-namespace perforch-test-plugins --cgroup-parent "/$ENGINE_CGROUP" \
    --bridge none --iptables=false --ip6tables=false --ip-forward=false --ip-masq=false \
    --log-level warn >"$ENGINE/dockerd.log" 2>&1 </dev/null 9>&- &
}

start_daemons() {
  if is_up; then return; fi
  stop_daemons
  mkdir -p "$ENGINE"
  start_containerd
  wait_until test -S "$ENGINE/containerd.sock"
  use_memory
  start_dockerd
  wait_until is_up
}

stop_process() { # NAME
  local pid tries
  pid=$(cat "$ENGINE/$1.pid" 2>/dev/null) || return 0
  # A pid that was given to somebody else since has another name.
  [ "$(cat "/proc/$pid/comm" 2>/dev/null)" = "$1" ] || return 0
  as_root kill "$pid"
  for ((tries = 0; tries < 200; tries++)); do
    [ -e "/proc/$pid" ] || return 0
    sleep 0.1
  done
  as_root kill -KILL "$pid"
}

stop_daemons() {
  [ -d "$ENGINE" ] || return 0
  stop_process dockerd
  stop_process containerd
  local mount
  awk -v below="$ENGINE/" 'index($5, below) == 1 { print $5 }' /proc/self/mountinfo | sort -r |
    while read -r mount; do as_root umount "$mount"; done
  as_root rm -rf "$ENGINE"
  as_root find /sys/fs/cgroup -depth -type d -path "*/$ENGINE_CGROUP*" -exec rmdir {} + 2>/dev/null || true
}

has_image() { # NAME
  engine_api GET "/images/$1/json" >/dev/null 2>&1
}

image_mib() { # NAME
  engine_api GET "/images/$1/json" | sed -E 's/.*"Size":([0-9]+).*/\1/' | awk '{ print int($1 / 1048576) }'
}

# From standard input. Where Go lies in /usr/local it is on nobody's path by itself.
import_image() { # NAME
  engine_api POST "/images/create?fromSrc=-&repo=$1&changes=ENV+PATH%3D/usr/local/go/bin:/usr/sbin:/usr/bin:/sbin:/bin" \
    -T - -H 'Content-Type: application/x-tar' >"$ENGINE/import.log"
  has_image "$1" || die "the base image was not made: $(tail -n 3 "$ENGINE/import.log")"
}
