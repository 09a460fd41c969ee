#!/bin/sh
# Leaves of /etc what compilers and runtimes read, and of the root what programs in any sandbox of ours see: nothing that
# names people, hosts or secrets. The names of /etc/passwd and /etc/group are fabricated.
set -eu
for path in /etc/* /etc/.[!.]*; do
  case "$path" in
    /etc/passwd | /etc/group | /etc/ld.so.cache | /etc/alternatives | /etc/java* | /etc/ld-musl-*) ;;
    /etc/ssl) find /etc/ssl -mindepth 1 -maxdepth 1 ! -name openssl.cnf -exec rm -rf {} + ;;
    # Docker's own, which can't be removed while it builds.
    /etc/hosts | /etc/hostname | /etc/resolv.conf) ;;
    *) rm -rf "$path" ;;
  esac
done
# shellcheck disable=SC2114 # It runs in an image.
rm -rf /root /home /var /run /boot /media /mnt /srv /perforch /opt/perforch/strip.sh
# A tmpfs takes over the permissions of the folder that it covers.
mkdir -p /work /tmp
chmod 1777 /work /tmp
