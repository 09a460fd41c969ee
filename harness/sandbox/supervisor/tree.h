/* All processes of the pid namespace but the supervisor, as /proc shows them. */
#ifndef TREE_H
#define TREE_H

#include "wire.h"

struct tree {
  uint64_t rss_bytes; /* sum; pages that processes share count for each of them */
  uint64_t threads;
  uint64_t cpu_ns; /* of the living and of their waited-for children, in steps of a clock tick, never too much */
};

void tree_read(struct tree *tree);

/* Memory that no process's RSS shows: inodes of the private file systems. Faults if /work can't be asked. */
uint64_t files_kernel_bytes(void);
/* True when a private file system holds more than `bound` bytes. */
bool files_exceed(uint64_t bound);

#endif
