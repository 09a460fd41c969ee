#!/bin/bash
# The first process on User Mode Linux: makes a root that can be written to without being kept, control groups of v2 alone
# as systemd mounts them, and the group that the command is put into.
set -eu
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root
ORDINARY_UID=65533
parts=$(dirname "$0")

mount_root() {
  mount -t tmpfs -o mode=755 layer /mnt
  mkdir /mnt/written /mnt/work /mnt/root
  python3 "$parts/load-module.py" "$uml_folder"/kernel/usr/lib/uml/modules/*/kernel/fs/overlayfs/overlay.ko
  mount -t overlay -o lowerdir=/,upperdir=/mnt/written,workdir=/mnt/work root /mnt/root
  cd /mnt/root
  mount -t proc proc proc
  mount -t sysfs sys sys
  mount -t cgroup2 -o nsdelegate cgroup2 sys/fs/cgroup
  mount -t devtmpfs dev dev
  mkdir -p dev/shm dev/pts below
  ln -sf /proc/self/fd dev/fd
  mount -t tmpfs -o mode=1777 shm dev/shm
  mount -t devpts pts dev/pts
  mount -t tmpfs -o mode=1777 tmp tmp
  mkdir -p "./$uml_folder/kept"
  mount -t hostfs -o "$uml_folder/kept" kept "./$uml_folder/kept"
  # Not chroot: whoever is in one may make no user namespaces.
  pivot_root . below
  umount -l /below
}

add_swap() {
  mkswap -q /dev/ubda
  swapon /dev/ubda
}

control() { # FOLDER: its children's memory
  echo +memory >"$1/cgroup.subtree_control"
}

enter() { # FOLDER
  echo 0 >"$1/cgroup.procs"
}

enter_place() { # PLACE
  local top=/sys/fs/cgroup
  case "$1" in
    root) ;;
    service)
      control "$top"
      mkdir -p "$top/system.slice/harness.service"
      control "$top/system.slice"
      enter "$top/system.slice/harness.service"
      ;;
    closed)
      # In a namespace, as in a container, whose root is a group with processes.
      control "$top"
      mkdir "$top/container"
      enter "$top/container"
      ;;
    delegated)
      control "$top"
      mkdir -p "$top/delegated/harness"
      control "$top/delegated"
      chown "$ORDINARY_UID" "$top/delegated" "$top/delegated/"{cgroup.procs,cgroup.subtree_control,harness}
      chown "$ORDINARY_UID" "$top/delegated/harness/cgroup.procs"
      enter "$top/delegated/harness"
      ;;
    *) echo "no such place: $1" ;;
  esac
}

run_command() {
  # shellcheck source=/dev/null
  . "$uml_folder/environment"
  export KEPT=$uml_folder/kept
  local code=0
  (enter_place "$(cat "$uml_folder/place")" && if [ "$(cat "$uml_folder/place")" = closed ]; then
    # shellcheck disable=SC2016 # The inner shell's own word.
    exec unshare --cgroup --mount bash -c 'umount /sys/fs/cgroup && mount -t cgroup2 cgroup2 /sys/fs/cgroup && exec bash "$0"' \
      "$uml_folder/command"
  else
    exec bash "$uml_folder/command"
  fi) >"$KEPT/output" 2>&1 || code=$?
  echo "$code" >"$KEPT/code"
}

mount -t proc proc /proc
uml_folder=$(sed -E 's/.*uml_folder=([^ ]*).*/\1/' /proc/cmdline)
mount_root
add_swap
ip link set lo up 2>/dev/null || true
run_command
sync
echo o >/proc/sysrq-trigger
sleep 60
