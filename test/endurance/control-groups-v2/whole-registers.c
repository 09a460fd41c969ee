/*
 * User Mode Linux hands its processes' registers over in a record of the size that CPUs had when it was written. Newer CPUs
 * have more of them (AMX), and Linux refuses a record that lacks some. So the rest is read first, and written back as it was.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <linux/elf.h>
#include <linux/ptrace.h>
#include <stdarg.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static long write_registers(long pid, void *set, const struct iovec *given) {
  static char whole[1 << 16] __attribute__((aligned(64)));
  struct iovec all = {whole, sizeof whole};
  if (syscall(SYS_ptrace, PTRACE_GETREGSET, pid, set, &all) < 0 || all.iov_len < given->iov_len)
    return syscall(SYS_ptrace, PTRACE_SETREGSET, pid, set, given);
  memcpy(whole, given->iov_base, given->iov_len);
  return syscall(SYS_ptrace, PTRACE_SETREGSET, pid, set, &all);
}

/* In place of the C library's, whose three requests that read a word give it as their result. */
long ptrace(int request, ...) {
  va_list rest;
  va_start(rest, request);
  long pid = va_arg(rest, int);
  void *address = va_arg(rest, void *);
  void *data = va_arg(rest, void *);
  va_end(rest);
  if (request == PTRACE_SETREGSET && address == (void *)NT_X86_XSTATE) return write_registers(pid, address, data);
  if (request < PTRACE_PEEKTEXT || request > PTRACE_PEEKUSR)
    return syscall(SYS_ptrace, (long)request, pid, address, data);
  long word = 0;
  if (syscall(SYS_ptrace, (long)request, pid, address, &word) < 0) return -1;
  errno = 0;
  return word;
}
