/* PID 1 of a sandbox: reads a job, runs its steps one after another, and reports. See wire.h. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "harden.h"
#include "step.h"
#include "wire.h"

int main(void) {
  /* It kills every process that it may kill: right in a pid namespace of its own, and nowhere else. */
#ifndef WITHOUT_PID_NAMESPACE
  if (getpid() != 1) return 4;
#endif
  /* What bubblewrap left open is none of the program's business. */
  syscall(SYS_close_range, GROUP_FD + MOST_GROUPS, ~0u, 0);
  umask(022);
  /* So that nothing that the job opens gets a number which is a group's, or is closed as one that was not handed over. */
  for (int fd = GROUP_FD; fd < GROUP_FD + MOST_GROUPS; fd++)
    if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", O_RDONLY | O_CLOEXEC) != fd) return 5;
  struct job job;
  read_job(&job);
  syscall(SYS_close_range, GROUP_FD + job.groups, GROUP_FD + MOST_GROUPS - 1, 0);
  /* After it: acting as another user undoes the wish to die with the parent. */
  harden_supervisor();
  steps_open();
  uint32_t done = 0;
  while (done < job.step_count && step_run(&job, &job.steps[done])) done++;
  for (char **path = job.collect; done == job.step_count && *path != NULL; path++) send_file(*path);
  send_end();
  return 0;
}
