#define _GNU_SOURCE
#include "tree.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <time.h>
#include <unistd.h>

struct entry {
  uint64_t inode, offset;
  unsigned short length;
  unsigned char type;
  char name[];
};

struct stat_line {
  char state;
  uint64_t ticks, child_ticks, threads, pages;
};

/* The process's name may hold blanks and brackets: fields are counted from the last bracket. */
static bool parse(char *text, struct stat_line *line) {
  char *at = strrchr(text, ')');
  if (at == NULL) return false;
  *line = (struct stat_line){0};
  char *rest = NULL, *word = strtok_r(at + 1, " ", &rest);
  for (int field = 3; word != NULL && field <= 24; field++, word = strtok_r(NULL, " ", &rest)) {
    if (field == 3) line->state = *word;
    if (field >= 14 && field <= 17) line->ticks += strtoull(word, NULL, 10);
    if (field >= 16 && field <= 17) line->child_ticks += strtoull(word, NULL, 10);
    if (field == 20) line->threads = strtoull(word, NULL, 10);
    if (field == 24) line->pages = strtoull(word, NULL, 10);
  }
  return word != NULL;
}

static bool read_stat(int folder, const char *name, struct stat_line *line) {
  char path[300], text[1024];
  snprintf(path, sizeof path, "%s/stat", name);
  int fd = openat(folder, path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return false;
  ssize_t got = read(fd, text, sizeof text - 1);
  close(fd);
  if (got <= 0) return false;
  text[got] = '\0';
  return parse(text, line);
}

typedef void visit(int folder, const char *name, void *with);

static void each_number(int folder, visit *visitor, void *with) {
  char bytes[4096] __attribute__((aligned(8)));
  for (long got; (got = syscall(SYS_getdents64, folder, bytes, sizeof bytes)) > 0;) {
    for (long at = 0; at < got;) {
      const struct entry *entry = (const void *)(bytes + at);
      if (entry->name[0] >= '1' && entry->name[0] <= '9') visitor(folder, entry->name, with);
      at += entry->length;
    }
  }
}

static void note_pages(int folder, const char *name, void *with) {
  uint64_t *pages = with;
  struct stat_line line;
  if (*pages == 0 && read_stat(folder, name, &line)) *pages = line.pages;
}

/* When the first thread has ended, the process's own line shows no memory though other threads still hold it. */
static uint64_t pages_of_threads(int proc, const char *name) {
  char path[300];
  uint64_t pages = 0;
  snprintf(path, sizeof path, "%s/task", name);
  int folder = openat(proc, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return 0;
  each_number(folder, note_pages, &pages);
  close(folder);
  return pages;
}

static uint64_t tick_ns(void) {
  static uint64_t length;
  if (length == 0) length = 1000000000ull / (uint64_t)sysconf(_SC_CLK_TCK);
  return length;
}

static void add_process(int proc, const char *name, void *with) {
  static uint64_t page;
  if (page == 0) page = (uint64_t)sysconf(_SC_PAGESIZE);
  struct tree *tree = with;
  struct stat_line line;
  if (strcmp(name, "1") == 0 || !read_stat(proc, name, &line)) return;
  if (line.state == 'Z' && line.threads > 1) line.pages = pages_of_threads(proc, name);
  tree->rss_bytes += line.pages * page;
  tree->threads += line.threads;
  tree->cpu_ns += line.ticks * tick_ns();
}

static void add_cpu(int proc, const char *name, void *with) {
  uint64_t *sum = with;
  struct stat_line line;
  if (strcmp(name, "1") == 0 || !read_stat(proc, name, &line)) return;
  clockid_t clock;
  struct timespec own;
  bool precise = clock_getcpuclockid(atoi(name), &clock) == 0 && clock_gettime(clock, &own) == 0;
  *sum += precise ? (uint64_t)own.tv_sec * 1000000000u + (uint64_t)own.tv_nsec
                  : (line.ticks - line.child_ticks) * tick_ns();
  *sum += line.child_ticks * tick_ns();
}

static void each_process(visit *visitor, void *with) {
  static int proc = -1;
  if (proc < 0) proc = open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  /* procfs numbers its fixed entries below 256: the processes start there. */
  if (proc < 0 || lseek(proc, 256, SEEK_SET) < 0) fault("cannot read /proc");
  each_number(proc, visitor, with);
}

void tree_read(struct tree *tree) {
  *tree = (struct tree){0};
  each_process(add_process, tree);
}

uint64_t tree_cpu_ns(void) {
  uint64_t sum = 0;
  each_process(add_cpu, &sum);
  return sum;
}

static void note_running(int folder, const char *name, void *with) {
  bool *running = with;
  struct stat_line line;
  if (!*running && read_stat(folder, name, &line)) *running = line.state == 'R';
}

static void note_running_threads(int proc, const char *name, void *with) {
  char path[300];
  if (strcmp(name, "1") == 0) return;
  snprintf(path, sizeof path, "%s/task", name);
  int folder = openat(proc, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return;
  each_number(folder, note_running, with);
  close(folder);
}

bool tree_is_running(void) {
  bool running = false;
  each_process(note_running_threads, &running);
  return running;
}

static const char *const private_files[] = {"/work", "/tmp", "/dev/shm"};
enum { PRIVATE_FILES = sizeof private_files / sizeof *private_files, INODE_BYTES = 1024 };

void files_read(struct files *files) {
  *files = (struct files){0};
  for (int i = 0; i < PRIVATE_FILES; i++) {
    struct statfs usage;
    if (statfs(private_files[i], &usage) < 0) fault("cannot look at %s", private_files[i]);
    uint64_t bytes = (uint64_t)(usage.f_blocks - usage.f_bfree) * (uint64_t)usage.f_bsize;
    if (bytes > files->largest_bytes) files->largest_bytes = bytes;
    files->inode_bytes += (uint64_t)(usage.f_files - usage.f_ffree) * INODE_BYTES;
  }
}
