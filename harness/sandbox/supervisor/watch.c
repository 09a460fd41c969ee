#define _GNU_SOURCE
#include "watch.h"

#include <sys/resource.h>

enum { FEWEST_SAMPLES = 5 };
static const uint64_t MS = 1000000;

static uint64_t in_ns(struct timeval time) { return (uint64_t)time.tv_sec * 1000 * MS + (uint64_t)time.tv_usec * 1000; }

void reaped_cpu(uint64_t *user_ns, uint64_t *system_ns, uint64_t *involuntary_switches) {
  struct rusage usage;
  if (getrusage(RUSAGE_CHILDREN, &usage) < 0) fault("cannot read the CPU time");
  *user_ns = in_ns(usage.ru_utime);
  *system_ns = in_ns(usage.ru_stime);
  *involuntary_switches = (uint64_t)usage.ru_nivcsw;
}

static uint64_t reaped_cpu_sum(void) {
  uint64_t user, system, switches;
  reaped_cpu(&user, &system, &switches);
  return user + system;
}

void watch_start(struct watch *w, const struct job *job, const struct step *step, uint64_t now) {
  *w = (struct watch){.step = step, .work_bytes = job->work_bytes, .next_ns = now + MS};
  w->reaped_cpu_before_ns = reaped_cpu_sum();
}

static uint64_t clamped(uint64_t pause, uint64_t most) { return pause < MS ? MS : pause > most ? most : pause; }

/*
 * As rarely as is safe, for each look takes a processor from the program: a tree can't fill what is left of its limit
 * faster than about 8 bytes a nanosecond. Where memory sampling is asked for, a hundred times until the program has run for
 * 100 ms, and 230 times for each further factor of ten.
 */
static uint64_t pause_ns(const struct watch *w, const struct tree *tree, uint64_t ran) {
  uint64_t limit = w->step->limits.memory_bytes;
  uint64_t safe = clamped(limit > tree->rss_bytes ? (limit - tree->rss_bytes) / 8 : 0, 20 * MS);
  uint64_t asked = clamped(ran / 100, 10 * MS);
  return w->step->sample_memory && asked < safe ? asked : safe;
}

static void record(struct watch *w, const struct tree *tree, uint64_t started, uint64_t now) {
  /* The child may have written it since `now` was read. */
  if (started == 0 || now <= started) return;
  /* A value holds until the next one; the first also stands for the time before it. */
  if (w->samples == 0) w->area = (double)tree->rss_bytes * (double)(now - started);
  else w->area += (double)w->last_rss * (double)(now - w->last_ns);
  w->samples++;
  w->first_ns = started;
  w->last_ns = now;
  w->last_rss = tree->rss_bytes;
}

enum limit_kind watch_look(struct watch *w, uint64_t started, uint64_t now) {
  struct tree tree;
  tree_read(&tree);
  if (w->step->sample_memory) record(w, &tree, started, now);
  if (tree.rss_bytes > w->peak_rss) w->peak_rss = tree.rss_bytes;
  uint64_t cpu = reaped_cpu_sum() - w->reaped_cpu_before_ns + tree.cpu_ns;
  if (cpu > w->peak_cpu_ns) w->peak_cpu_ns = cpu;
  w->next_ns = now + pause_ns(w, &tree, started == 0 || now <= started ? 0 : now - started);

  const struct limits *l = &w->step->limits;
  if (tree.threads > l->processes) return LIMIT_PROCESSES;
  if (now >= w->next_files_ns) {
    files_read(&w->files);
    w->next_files_ns = now + 10 * MS;
  }
  bool over = tree.rss_bytes + w->files.inode_bytes > l->memory_bytes;
  /* Seen twice, because between vfork and exec a child shows all of its parent's memory as its own. */
  if ((over && w->was_over) || w->files.largest_bytes > w->work_bytes) return LIMIT_MEMORY;
  w->was_over = over;
  if (w->peak_cpu_ns > l->cpu_ms * MS) return LIMIT_CPU;
  return LIMIT_NONE;
}

uint64_t watch_mean(const struct watch *w, uint64_t end) {
  if (w->samples < FEWEST_SAMPLES || end <= w->first_ns) return NO_MEAN;
  double tail = end > w->last_ns ? (double)w->last_rss * (double)(end - w->last_ns) : 0;
  uint64_t until = end > w->last_ns ? end : w->last_ns;
  return (uint64_t)((w->area + tail) / (double)(until - w->first_ns));
}
