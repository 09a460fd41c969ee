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

/* CPU time of the living, to the nanosecond, and of their waited-for children, in steps of a clock tick. What a thread that
 * runs on another processor has used since the last tick (4 ms with 250 of them a second) is not in it. */
uint64_t tree_cpu_ns(void);

/* Whether any thread runs, or would if a processor were free. */
bool tree_is_running(void);

/* The private file systems. Their memory shows in no process's RSS. */
struct files {
  uint64_t inode_bytes;   /* what the kernel keeps about the files, in all of them */
  uint64_t largest_bytes; /* contents, of the fullest */
};

void files_read(struct files *files);

#endif
