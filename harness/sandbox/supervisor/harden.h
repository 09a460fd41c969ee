/* What keeps a program from harming the supervisor and the machine. */
#ifndef HARDEN_H
#define HARDEN_H

#include "wire.h"

/* Once, when the job has been read: no tracing, no reading of /proc/1, no new privileges, and the system call filter.
 * The programs inherit it, so that its price is paid once, and not in a program's CPU time. */
void harden_supervisor(void);

/* Returns NULL, or what could not be done (errno tells why). */
const char *forbid_syscalls(void);

/* In the child, in this order; return as above. The first for a step that is timed: what runs ahead of everything else
 * must not come to where the supervisor is. */
const char *forbid_moving(void);
const char *set_limits(const struct limits *limits);
const char *drop_rights(uint32_t uid, uint32_t gid);

#endif
