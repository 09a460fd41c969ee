#define _GNU_SOURCE
#include "launch.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "harden.h"

enum { HIGH = 32, FIRST_OF_ALL = -19 };

static uint64_t read_clock(clockid_t clock) {
  struct timespec now;
  clock_gettime(clock, &now);
  return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

uint64_t now_ns(void) { return read_clock(CLOCK_MONOTONIC); }

static const char *place_descriptors(const struct job *job, const struct launch_ends *ends) {
  const int sources[] = {ends->in, ends->out, ends->err, ends->channel_out, ends->channel_in};
  int high[5], count = ends->channel_out >= 0 ? 5 : 3;
  /* By way of high numbers: a source may have the number of another's target. */
  for (int i = 0; i < count; i++) {
    high[i] = fcntl(sources[i], F_DUPFD, HIGH);
    if (high[i] < 0) return "copy a descriptor";
    /* A pipe belongs to who made it; without this the program can't open /proc/self/fd/N, as Java must. */
    if (i > 0 && job->uid != KEEP_ID && fchown(high[i], job->uid, job->gid) < 0) return "hand over a descriptor";
  }
  for (int i = 0; i < count; i++)
    if (dup2(high[i], i) < 0) return "place a descriptor";
  if (syscall(SYS_close_range, count, ~0u, 0) < 0)
    for (int fd = count; fd < 1024; fd++) close(fd);
  return NULL;
}

static void forget_signals(void) {
  for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
}

/* When the machine runs out of memory the kernel is to choose this process. */
static void offer_to_oom_killer(void) {
  /* What is not dumpable, as the supervisor, has a /proc that is the superuser's. No program runs beside it yet. */
  prctl(PR_SET_DUMPABLE, 1);
  int fd = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
  prctl(PR_SET_DUMPABLE, 0);
  if (fd < 0) return;
  ssize_t ignored = write(fd, "1000", 4);
  (void)ignored;
  close(fd);
}

static bool run_on(const uint32_t *cpus, uint32_t count) {
  cpu_set_t set;
  CPU_ZERO(&set);
  for (uint32_t i = 0; i < count; i++)
    if (cpus[i] < CPU_SETSIZE) CPU_SET(cpus[i], &set);
  return sched_setaffinity(0, sizeof set, &set) == 0;
}

/* So that watching a program takes no time from it, where there is another processor to watch it from. */
static void stay_away(const cpu_set_t *own, const struct step *step) {
  cpu_set_t rest = *own;
  for (uint32_t i = 0; i < step->cpu_count; i++)
    if (step->cpus[i] < CPU_SETSIZE) CPU_CLR(step->cpus[i], &rest);
  sched_setaffinity(0, sizeof rest, CPU_COUNT(&rest) > 0 ? &rest : own);
}

static bool join_groups(const struct job *job) {
  for (int i = 0; i < job->groups; i++)
    if (write(GROUP_FD + i, "0", 1) != 1) return false;
  return true;
}

static const char *prepare(const struct job *job, const struct step *step, const struct launch_ends *ends) {
  const char *failed;
  if (setsid() < 0) return "open a session";
  forget_signals();
  offer_to_oom_killer();
  if (step->accounted && !join_groups(job)) return "join its control groups";
  if ((failed = place_descriptors(job, ends)) != NULL) return failed;
  if (step->cpu_count > 0 && !run_on(step->cpus, step->cpu_count)) return "choose its processors";
  if (step->timed) {
    if ((failed = forbid_moving()) != NULL) return failed;
    /* So that what else the machine does comes after it. Only where we may: an ordinary user may not. */
    setpriority(PRIO_PROCESS, 0, FIRST_OF_ALL);
  }
  if ((failed = set_limits(&step->limits)) != NULL) return failed;
  if ((failed = drop_rights(job->uid, job->gid)) != NULL) return failed;
  return chdir("/work") < 0 ? "enter /work" : NULL;
}

pid_t launch(const struct job *job, const struct step *step, const struct launch_ends *ends, struct launch_note *note) {
  static cpu_set_t own;
  if (CPU_COUNT(&own) == 0 && sched_getaffinity(0, sizeof own, &own) < 0) fault("cannot read the processors");
  stay_away(&own, step);
  *note = (struct launch_note){0};
  pid_t child = fork();
  if (child != 0) return child;
  note->failed = prepare(job, step, ends);
  if (note->failed == NULL) {
    note->setup_cpu_ns = read_clock(CLOCK_PROCESS_CPUTIME_ID);
    note->started_ns = now_ns();
    execve(step->argv[0], step->argv, step->envp);
  }
  note->error = errno;
  _exit(127);
}
