/*
 * poller PROGRAM ARGUMENTS...: runs a program and looks every tenth of a millisecond at the resident pages of its first
 * process, as EffiBench-X's own harness does. Says on standard error, in a last line of its own: the time between its first
 * and its last look in ns, the most it saw in KiB, and how often it looked.
 */
#define _GNU_SOURCE
#include <stdint.h>
#include <stdio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { INTERVAL_NS = 100000 };

static int64_t now_ns(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static long resident_kib(pid_t pid) {
  char path[64];
  long size, resident = 0;
  snprintf(path, sizeof path, "/proc/%d/statm", (int)pid);
  FILE *file = fopen(path, "r");
  if (file == NULL) return 0;
  if (fscanf(file, "%ld %ld", &size, &resident) != 2) resident = 0;
  fclose(file);
  return resident * (sysconf(_SC_PAGESIZE) / 1024);
}

int main(int argc, char **argv) {
  if (argc < 2) return 125;
  pid_t child = fork();
  if (child < 0) return 125;
  if (child == 0) {
    execv(argv[1], argv + 1);
    _exit(126);
  }
  int64_t first = 0, last = 0, next = now_ns();
  long most = 0, looks = 0;
  int status;
  while (waitpid(child, &status, WNOHANG) == 0) {
    last = now_ns();
    if (looks++ == 0) first = last;
    long resident = resident_kib(child);
    if (resident > most) most = resident;
    next += INTERVAL_NS;
    struct timespec until = {next / 1000000000, next % 1000000000};
    clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, NULL);
  }
  fprintf(stderr, "\npolled %lld %ld %ld\n", (long long)(last - first), most, looks);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
