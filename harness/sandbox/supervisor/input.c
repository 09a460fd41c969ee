#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/fsuid.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "wire.h"

enum { MOST_TEXT = 1 << 20, MOST_ITEMS = 1 << 16 };

static unsigned char buffer[32768];
static size_t buffered, taken;

static void refill(void) {
  ssize_t got;
  do got = read(STDIN_FILENO, buffer, sizeof buffer);
  while (got < 0 && errno == EINTR);
  if (got <= 0) abandon();
  buffered = (size_t)got;
  taken = 0;
}

static void take(void *to, size_t size) {
  char *at = to;
  while (size > 0) {
    if (taken == buffered) refill();
    size_t part = buffered - taken < size ? buffered - taken : size;
    memcpy(at, buffer + taken, part);
    taken += part;
    at += part;
    size -= part;
  }
}

static uint64_t take_integer(unsigned width) {
  unsigned char bytes[8] = {0};
  take(bytes, width);
  uint64_t value = 0;
  for (unsigned i = 0; i < width; i++) value |= (uint64_t)bytes[i] << (8 * i);
  return value;
}

static void *allocate(size_t count, size_t size) {
  void *memory = calloc(count > 0 ? count : 1, size);
  if (memory == NULL) fault("no memory for the job");
  return memory;
}

static char *take_text(void) {
  uint64_t length = take_integer(8);
  errno = 0;
  if (length > MOST_TEXT) fault("a text of %llu bytes in the job", (unsigned long long)length);
  char *text = allocate(length + 1, 1);
  take(text, length);
  if (strlen(text) != length) fault("a text with a NUL in the job");
  return text;
}

static char **take_texts(void) {
  uint64_t count = take_integer(4);
  errno = 0;
  if (count > MOST_ITEMS) fault("a list of %llu texts in the job", (unsigned long long)count);
  char **texts = allocate(count + 1, sizeof *texts);
  for (uint64_t i = 0; i < count; i++) texts[i] = take_text();
  return texts;
}

static void take_blob_into(int fd, const char *name) {
  uint64_t left = take_integer(8);
  while (left > 0) {
    if (taken == buffered) refill();
    size_t part = buffered - taken < left ? buffered - taken : left;
    ssize_t wrote = write(fd, buffer + taken, part);
    if (wrote <= 0) fault("cannot write %s", name);
    taken += (size_t)wrote;
    left -= (size_t)wrote;
  }
}

static bool is_plain(const char *path) {
  if (*path == '\0' || *path == '/') return false;
  for (const char *part = path;; part++) {
    size_t length = strcspn(part, "/");
    if (length == 0 || (length == 1 && part[0] == '.') || (length == 2 && part[0] == '.' && part[1] == '.')) return false;
    part += length;
    if (*part == '\0') return true;
  }
}

/* Files belong to the program from the start: who may not override permissions could not write below its folders. */
static void write_as(uint32_t uid, uint32_t gid) {
  setfsgid(gid);
  setfsuid(uid);
  errno = 0;
  if ((uint32_t)setfsuid(UINT32_MAX) != uid || (uint32_t)setfsgid(UINT32_MAX) != gid) fault("cannot act as user %u", uid);
}

static void take_file(int work) {
  char *path = take_text();
  errno = 0;
  if (!is_plain(path)) fault("a file path that is not inside /work: %s", path);
  int folder = fcntl(work, F_DUPFD_CLOEXEC, 3);
  char *part = path;
  for (char *slash; (slash = strchr(part, '/')) != NULL; part = slash + 1) {
    *slash = '\0';
    if (mkdirat(folder, part, 0755) < 0 && errno != EEXIST) fault("cannot make the folder %s", path);
    int inner = openat(folder, part, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (inner < 0) fault("cannot open the folder %s", path);
    close(folder);
    folder = inner;
    *slash = '/';
  }
  int fd = openat(folder, part, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);
  if (fd < 0) fault("cannot make the file %s", path);
  take_blob_into(fd, path);
  close(fd);
  close(folder);
  free(path);
}

/* A file, not a pipe: nobody has to feed it. Sealed, because /proc/self/fd/0 could be opened for writing. */
static int take_stdin(void) {
  int fd = memfd_create("stdin", MFD_CLOEXEC | MFD_ALLOW_SEALING);
  if (fd < 0) fault("cannot make the standard input");
  take_blob_into(fd, "the standard input");
#ifndef WITHOUT_SEALED_INPUT
  if (fcntl(fd, F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK | F_SEAL_SEAL) < 0)
    fault("cannot seal the standard input");
#endif
  char path[32];
  snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
  int readable = open(path, O_RDONLY | O_CLOEXEC);
  if (readable < 0) fault("cannot reopen the standard input");
  close(fd);
  return readable;
}

static void take_cpus(struct step *step) {
  uint64_t count = take_integer(4);
  errno = 0;
  if (count > MOST_ITEMS) fault("%llu processors in the job", (unsigned long long)count);
  step->cpu_count = (uint32_t)count;
  step->cpus = allocate(count, sizeof *step->cpus);
  for (uint64_t i = 0; i < count; i++) step->cpus[i] = (uint32_t)take_integer(4);
}

static void take_step(struct step *step) {
  step->argv = take_texts();
  errno = 0;
  if (step->argv[0] == NULL) fault("a step without a program in the job");
  step->envp = take_texts();
  struct limits *l = &step->limits;
  uint64_t *const fields[] = {&l->cpu_ms,     &l->wall_ms,    &l->memory_bytes, &l->processes,
                              &l->open_files, &l->file_bytes, &l->output_bytes};
  for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) *fields[i] = take_integer(8);
  step->sample_memory = take_integer(1) != 0;
  take_cpus(step);
  step->timed = take_integer(1) != 0;
  step->accounted = take_integer(1) != 0;
  step->relayed = take_integer(1) != 0;
  step->kept_bytes = take_integer(8);
  errno = 0;
  if (step->kept_bytes > MOST_KEPT) fault("more output to keep than can be kept");
  step->token = take_integer(1) != 0 ? take_text() : NULL;
  step->stdin_fd = take_integer(1) != 0 ? take_stdin() : open("/dev/null", O_RDONLY | O_CLOEXEC);
  if (step->stdin_fd < 0) fault("cannot open /dev/null");
}

void read_job(struct job *job) {
  char magic[8];
  take(magic, sizeof magic);
  uint64_t version = take_integer(4);
  errno = 0;
  if (memcmp(magic, WIRE_MAGIC, sizeof magic) != 0 || version != WIRE_VERSION) fault("a job of another version");
  job->uid = (uint32_t)take_integer(4);
  job->gid = (uint32_t)take_integer(4);
#ifdef WITHOUT_OWN_USER
  job->uid = job->gid = KEEP_ID;
#endif
  job->groups = (uint8_t)take_integer(1);
  errno = 0;
  if (job->groups > MOST_GROUPS) fault("%u groups in the job", job->groups);
  job->work_bytes = take_integer(8);

  int work = open("/work", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (work < 0) fault("cannot open /work");
  bool other_user = job->uid != KEEP_ID;
  if (other_user && fchown(work, job->uid, job->gid) < 0) fault("cannot hand over /work");
  if (other_user) write_as(job->uid, job->gid);
  for (uint64_t left = take_integer(4); left > 0; left--) take_file(work);
  if (other_user) write_as(geteuid(), getegid());
  close(work);

  job->step_count = (uint32_t)take_integer(4);
  errno = 0;
  if (job->step_count > MOST_ITEMS) fault("%u steps in the job", job->step_count);
  job->steps = allocate(job->step_count, sizeof *job->steps);
  for (uint32_t i = 0; i < job->step_count; i++) take_step(&job->steps[i]);
  job->collect = take_texts();
}

size_t job_rest(void *to, size_t most) {
  size_t rest = buffered - taken;
  errno = 0;
  if (rest > most) fault("%zu bytes behind the job", rest);
  take(to, rest);
  return rest;
}
