#define _GNU_SOURCE
#include "harden.h"

#include <errno.h>
#include <grp.h>
#include <linux/capability.h>
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/utsname.h>
#include <unistd.h>

enum { STACK_BYTES = 256 << 20 };
/* Of a user who runs other things, too; a sandbox with so many is a fork bomb. */
enum { OTHER_PROCESSES = 4096 };

/* Linux before 5.14 counts a user's processes outside of the user namespace, too. */
static bool namespaces_count_processes;

void harden_supervisor(void) {
#ifndef WITHOUT_UNDUMPABLE
  if (prctl(PR_SET_DUMPABLE, 0) < 0) fault("cannot protect the supervisor");
#endif
#ifndef WITHOUT_DYING_WITH_PARENT
  if (prctl(PR_SET_PDEATHSIG, SIGKILL) < 0) fault("cannot protect the supervisor");
#endif
#ifndef WITHOUT_DROPPED_CAPABILITIES
  for (int capability = 0; prctl(PR_CAPBSET_DROP, capability) == 0; capability++)
    ;
#endif
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0) fault("cannot forbid new privileges");
#ifndef WITHOUT_SYSTEM_CALL_FILTER
  const char *failed = forbid_syscalls();
  if (failed != NULL) fault("cannot %s", failed);
#endif
  struct utsname system;
  int major = 0, minor = 0;
  if (uname(&system) == 0 && sscanf(system.release, "%d.%d", &major, &minor) == 2)
    namespaces_count_processes = major > 5 || (major == 5 && minor >= 14);
}

static bool limit(__rlimit_resource_t what, uint64_t soft, uint64_t hard) {
  struct rlimit now;
  if (getrlimit(what, &now) < 0) return false;
  struct rlimit wanted = {.rlim_cur = soft, .rlim_max = hard};
  if (wanted.rlim_max > now.rlim_max) wanted.rlim_max = now.rlim_max;
  if (wanted.rlim_cur > wanted.rlim_max) wanted.rlim_cur = wanted.rlim_max;
  return setrlimit(what, &wanted) == 0;
}

const char *set_limits(const struct limits *l) {
  /* Second lines behind the supervisor's own checks, which name the limit: so they lie a little higher. */
  uint64_t seconds = l->cpu_ms / 1000 + 2;
  uint64_t processes = l->processes + l->processes / 2 + 8;
  if (!limit(RLIMIT_CPU, seconds, seconds + 1)) return "limit the CPU time";
  if (!limit(RLIMIT_FSIZE, l->file_bytes, l->file_bytes)) return "limit the file size";
  if (!limit(RLIMIT_NOFILE, l->open_files, l->open_files)) return "limit the open files";
  if (!limit(RLIMIT_CORE, 0, 0)) return "forbid core dumps";
  if (!limit(RLIMIT_STACK, STACK_BYTES, STACK_BYTES)) return "limit the stack";
  /* Where all processes of the user on the machine count, others of them are left room: enough to stop a fork bomb. */
  if (!namespaces_count_processes && geteuid() != 0) processes += OTHER_PROCESSES;
  if (!limit(RLIMIT_NPROC, processes, processes)) return "limit the processes";
  return NULL;
}

const char *drop_rights(uint32_t uid, uint32_t gid) {
  if (uid != KEEP_ID) {
    if (setgroups(0, NULL) < 0) return "drop the groups";
    if (setresgid(gid, gid, gid) < 0) return "change the group";
    if (setresuid(uid, uid, uid) < 0) return "change the user";
  }
  if (prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0) < 0) return "clear the ambient capabilities";
#ifndef WITHOUT_DROPPED_CAPABILITIES
  struct __user_cap_header_struct head = {.version = _LINUX_CAPABILITY_VERSION_3};
  struct __user_cap_data_struct none[2] = {{0}, {0}};
  if (syscall(SYS_capset, &head, none) < 0) return "drop the capabilities";
#endif
#ifndef WITHOUT_OWN_USER
  if (geteuid() == 0) {
    errno = EPERM;
    return "leave the superuser";
  }
#endif
  return NULL;
}
