#define _GNU_SOURCE
#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "harden.h"

#if defined(__x86_64__)
#define OWN_ARCH AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define OWN_ARCH AUDIT_ARCH_AARCH64
#else
#error "the supervisor knows x86_64 and aarch64"
#endif

#define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
/* Little-endian: the low half comes first. */
#define LOAD_ARG(n) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[n]))
#define RETURN(action) BPF_STMT(BPF_RET | BPF_K, (action))
#define IF_EQUAL(value, yes, no) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (value), (yes), (no))
#define FAIL(error) RETURN(SECCOMP_RET_ERRNO | (error))

#define DENY_AS(name, error) IF_EQUAL(__NR_##name, 0, 1), FAIL(error)
#define DENY(name) DENY_AS(name, EPERM)
#define DENY_ARG(name, n, value) \
  IF_EQUAL(__NR_##name, 0, 4), LOAD_ARG(n), IF_EQUAL((value), 0, 1), FAIL(EPERM), RETURN(SECCOMP_RET_ALLOW)
#define DENY_TWO_ARGS(name, n, value, m, other)                                                               \
  IF_EQUAL(__NR_##name, 0, 6), LOAD_ARG(n), IF_EQUAL((value), 2, 0), LOAD_ARG(m), IF_EQUAL((other), 0, 1), \
      FAIL(EPERM), RETURN(SECCOMP_RET_ALLOW)

enum { NEW_NAMESPACES = 0x7e020000, SUPERVISOR = 1, ALL_OF_A_USER = 2, ALL_OF_A_USER_IO = 3 };

static const struct sock_filter program[] = {
    LOAD(arch),
    IF_EQUAL(OWN_ARCH, 1, 0),
    RETURN(SECCOMP_RET_KILL_PROCESS),
    LOAD(nr),
#if defined(__x86_64__)
    /* The x32 calls. */
    BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1),
    RETURN(SECCOMP_RET_KILL_PROCESS),
#endif
    /* Namespaces. Its flags lie behind a pointer, so clone3 is hidden: libraries fall back to clone. */
    DENY_AS(clone3, ENOSYS),
    IF_EQUAL(__NR_clone, 0, 4),
    LOAD_ARG(0),
    BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, NEW_NAMESPACES, 0, 1),
    FAIL(EPERM),
    RETURN(SECCOMP_RET_ALLOW),
    DENY(unshare), DENY(setns),
    /* File systems. */
    DENY(mount), DENY(umount2), DENY(pivot_root), DENY(chroot), DENY(open_tree), DENY(move_mount), DENY(fsopen),
    DENY(fsconfig), DENY(fsmount), DENY(fspick), DENY(mount_setattr), DENY(open_by_handle_at), DENY(quotactl),
    DENY(swapon), DENY(swapoff), DENY(fanotify_init), DENY(acct),
    /* Other processes. */
    DENY(ptrace), DENY(process_vm_readv), DENY(process_vm_writev), DENY(process_madvise), DENY(pidfd_getfd), DENY(kcmp),
    DENY(move_pages), DENY(migrate_pages),
    /* An ordinary user's program has the supervisor's own uid, and could starve it. */
    DENY_ARG(prlimit64, 0, SUPERVISOR),
    DENY_ARG(sched_setaffinity, 0, SUPERVISOR),
    DENY_ARG(sched_setscheduler, 0, SUPERVISOR),
    DENY_ARG(sched_setparam, 0, SUPERVISOR),
    DENY_ARG(sched_setattr, 0, SUPERVISOR),
    DENY_TWO_ARGS(setpriority, 0, ALL_OF_A_USER, 1, SUPERVISOR),
    DENY_TWO_ARGS(ioprio_set, 0, ALL_OF_A_USER_IO, 1, SUPERVISOR),
    /* Kernel interfaces with a history, and none that a solution needs. */
    DENY(bpf), DENY(perf_event_open), DENY(userfaultfd), DENY(keyctl), DENY(add_key), DENY(request_key),
    DENY_AS(io_uring_setup, ENOSYS), DENY_AS(io_uring_enter, ENOSYS), DENY_AS(io_uring_register, ENOSYS),
    /* The machine. */
    DENY(kexec_load), DENY(kexec_file_load), DENY(init_module), DENY(finit_module), DENY(delete_module), DENY(reboot),
    DENY(syslog), DENY(settimeofday), DENY(clock_settime), DENY(clock_adjtime), DENY(adjtimex), DENY(sethostname),
    DENY(setdomainname), DENY(vhangup),
#if defined(__x86_64__)
    DENY(iopl), DENY(ioperm), DENY(modify_ldt), DENY(uselib), DENY(ustat), DENY(sysfs), DENY(create_module),
#endif
    /* Memory that belongs to no process, and so escapes the sum over the tree. */
    DENY_AS(memfd_create, ENOSYS), DENY(shmget), DENY(msgget), DENY(semget),
#if defined(__NR_memfd_secret)
    DENY_AS(memfd_secret, ENOSYS),
#endif
    RETURN(SECCOMP_RET_ALLOW),
};

static const struct sock_filter pinned[] = {LOAD(nr), DENY(sched_setaffinity), RETURN(SECCOMP_RET_ALLOW)};

static const char *install(const struct sock_filter *instructions, unsigned short count) {
  const struct sock_fprog filter = {count, (struct sock_filter *)instructions};
  /* Without this flag older kernels slow a filtered process down, which would show in its run time. */
  if (syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_SPEC_ALLOW, &filter) == 0) return NULL;
  if (errno == EINVAL && syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &filter) == 0) return NULL;
  return "filter the system calls";
}

const char *forbid_syscalls(void) { return install(program, sizeof program / sizeof *program); }

const char *forbid_moving(void) { return install(pinned, sizeof pinned / sizeof *pinned); }
