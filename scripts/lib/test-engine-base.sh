# shellcheck shell=bash
# A base image for tests, made of this machine's own toolchains: no registry and hardly any download is needed, and
# both sandboxes run the same compilers. Nothing of /root, /home or /etc goes in but what is named here.

# Where the image's build looks for private toolchains and for what has been prepared: PERFORCH_HOME in the Dockerfile.
BASE_HOME=usr/local/lib/perforch

# Large, and read by no compiler.
BASE_LEFT_OUT=(
  usr/lib/google-cloud-sdk usr/lib/postgresql 'usr/lib/llvm-*' usr/lib/debug usr/lib/git-core usr/lib/systemd
  usr/lib/file usr/libexec/docker usr/sbin/dockerd 'usr/bin/containerd*' usr/bin/docker usr/bin/ctr usr/src
  'usr/lib/*/libLLVM-*' 'usr/lib/*/dri' 'usr/include/llvm-*' usr/include/node 'usr/bin/*-lto-dump-*'
  'usr/lib/jvm/*/jmods' 'usr/lib/jvm/*/src.zip' 'usr/lib/jvm/*/lib/src.zip'
  usr/share/doc usr/share/man usr/share/locale usr/share/icons usr/share/vim usr/share/package-lists usr/share/info
  usr/share/fonts usr/share/i18n usr/share/X11 usr/share/mime 'usr/share/cmake-*'
  usr/local/bin usr/local/lib usr/local/share
)
BASE_ETC=(alternatives ld.so.cache ssl/openssl.cnf ssl/certs)

# A toolchain outside of /usr (rustup's, or one that install.sh brought) is put where the image's build looks for one.
add_private() { # NAME FOLDER
  case "$2" in
    "" | /usr | /usr/*) return ;;
  esac
  base_paths+=("${2#/}")
  base_options+=(--exclude="${2#/}/share" --transform="s,^${2#/},$BASE_HOME/toolchains/$1,S")
}

# Of several Java machines only the one that is used.
leave_out_other_javas() {
  local used folder
  used=$(dirname "$(dirname "$(realpath "$(command -v javac)")")")
  for folder in /usr/lib/jvm/*/; do
    folder=${folder%/}
    if [ ! -L "$folder" ] && [ "$folder" != "$used" ] && [ -e "$folder/bin/javac" ]; then
      base_options+=(--exclude="${folder#/}")
    fi
  done
}

# Of each language the newest; what the image's build misses it prepares by itself.
add_prepared() {
  local all=$PERFORCH_HOME/prepared language folder
  for language in python java cpp go rust; do
    for folder in $(ls -dt "$all/$language"-* 2>/dev/null | grep -v draft | head -n 1); do
      base_paths+=("${folder#/}")
    done
  done
  base_options+=(--exclude='*/prepared/*/source' --transform="s,^${all#/},$BASE_HOME/prepared,S")
}

base_tar() { # on standard output
  local skeleton base_paths base_options path
  skeleton=$(mktemp -d)
  mkdir -p "$skeleton/etc"
  install -d -m 1777 "$skeleton/tmp"
  printf 'root:x:0:0::/root:/bin/sh\n' >"$skeleton/etc/passwd"
  printf 'root:x:0:\n' >"$skeleton/etc/group"

  base_paths=(usr)
  base_options=()
  for path in bin sbin lib lib32 lib64 libx32; do
    if [ -e "/$path" ]; then base_paths+=("$path"); fi
  done
  for path in "${BASE_ETC[@]}" $(cd /etc && ls -d java* 2>/dev/null); do
    if [ -e "/etc/$path" ]; then base_paths+=("etc/$path"); fi
  done
  for path in "${BASE_LEFT_OUT[@]}"; do base_options+=(--exclude="$path"); done
  leave_out_other_javas
  add_private rust "$(rustc --print sysroot)"
  add_private go "$(GOTOOLCHAIN=local go env GOROOT)"
  add_private node "$(node -p 'require("path").resolve(process.execPath, "../..")')"
  add_prepared
  as_root tar -C / --create --wildcards --anchored "${base_options[@]}" "${base_paths[@]}" -C "$skeleton" etc tmp
  rm -rf "$skeleton"
}
