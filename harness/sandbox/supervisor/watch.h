/* Watches the tree's memory, CPU time and number of processes while a step runs. */
#ifndef WATCH_H
#define WATCH_H

#include "tree.h"
#include "wire.h"

struct watch {
  const struct step *step;
  uint64_t work_bytes;
  uint64_t reaped_cpu_before_ns; /* of earlier steps */
  uint64_t next_ns;
  uint64_t samples, first_ns, last_ns, last_rss;
  uint64_t peak_rss, peak_cpu_ns;
  struct files files; /* as of less than 10 ms ago */
  uint64_t next_files_ns;
  bool was_over; /* the memory limit, at the last look */
  double area; /* bytes times nanoseconds */
};

void watch_start(struct watch *watch, const struct job *job, const struct step *step, uint64_t now);
/* Looks once; returns the limit that is exceeded. Sets when to look next. `started` is 0 before the program's exec. */
enum limit_kind watch_look(struct watch *watch, uint64_t started, uint64_t now);
/* Time-weighted mean, or NO_MEAN. */
uint64_t watch_mean(const struct watch *watch, uint64_t end);

/* CPU time of all reaped processes so far. */
void reaped_cpu(uint64_t *user_ns, uint64_t *system_ns, uint64_t *involuntary_switches);

#endif
