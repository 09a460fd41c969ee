#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "wire.h"

_Noreturn void abandon(void) {
#ifndef WITHOUT_KILLING_EVERYTHING
  kill(-1, SIGKILL);
  while (wait4(-1, NULL, __WALL, NULL) > 0 || errno == EINTR)
    ;
#endif
  _exit(3);
}

static void write_all(const void *data, size_t size) {
  const char *at = data;
  while (size > 0) {
    ssize_t wrote = write(STDOUT_FILENO, at, size);
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote <= 0) abandon();
    at += wrote;
    size -= (size_t)wrote;
  }
}

struct cursor {
  unsigned char bytes[128];
  size_t used;
};

static void put(struct cursor *to, uint64_t value, unsigned width) {
  for (unsigned i = 0; i < width; i++) to->bytes[to->used++] = (unsigned char)(value >> (8 * i));
}

static void send_head(enum frame_type type, uint64_t length) {
  struct cursor head = {.used = 0};
  put(&head, type, 1);
  put(&head, length, 8);
  write_all(head.bytes, head.used);
}

static void send_blob(const char *data, size_t size) {
  struct cursor head = {.used = 0};
  put(&head, size, 8);
  write_all(head.bytes, head.used);
  write_all(data, size);
}

void send_step(const struct step_report *r) {
  struct cursor body = {.used = 0};
  const uint64_t figures[] = {r->wall_ns,        r->user_ns,     r->system_ns,
                              r->max_rss_bytes,  r->mean_rss_bytes, r->rss_samples,
                              r->involuntary_switches, r->out_bytes, r->err_bytes};
  put(&body, r->end, 1);
  put(&body, r->value, 4);
  put(&body, r->channel, 1);
  for (size_t i = 0; i < sizeof figures / sizeof *figures; i++) put(&body, figures[i], 8);
  put(&body, r->mark_count, 4);
  send_head(FRAME_STEP, body.used + r->mark_count * 16 + 8 + r->out_kept + 8 + r->err_kept);
  write_all(body.bytes, body.used);
  for (size_t i = 0; i < r->mark_count; i++) {
    struct cursor mark = {.used = 0};
    put(&mark, r->marks[i].wall_ns, 8);
    put(&mark, r->marks[i].cpu_ns, 8);
    write_all(mark.bytes, mark.used);
  }
  send_blob(r->out, r->out_kept);
  send_blob(r->err, r->err_kept);
}

/* No link is followed, nothing is waited for: the path is a name that a program may have taken. */
static int open_below_work(const char *path) {
  int folder = open("/work", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  while (folder >= 0) {
    size_t length = strcspn(path, "/");
    bool last = path[length] == '\0';
    char part[256];
    if (length == 0 || length >= sizeof part) break;
    memcpy(part, path, length);
    part[length] = '\0';
    if (strcmp(part, ".") == 0 || strcmp(part, "..") == 0) break;
#ifdef WITHOUT_FOLLOWING_NO_LINK
#undef O_NOFOLLOW
#define O_NOFOLLOW 0
#endif
    int inner = openat(folder, part, (last ? O_NONBLOCK : O_DIRECTORY) | O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    close(folder);
    if (last || inner < 0) return inner;
    folder = inner;
    path += length + 1;
  }
  if (folder >= 0) close(folder);
  errno = EINVAL;
  return -1;
}

void send_file(const char *path) {
  struct stat about;
  int fd = open_below_work(path);
  if (fd < 0 || fstat(fd, &about) < 0) fault("cannot collect %s", path);
  errno = 0;
#ifndef WITHOUT_FILES_ONLY
  if (!S_ISREG(about.st_mode)) fault("cannot collect %s: it is no file", path);
#endif
  if ((uint64_t)about.st_size > MOST_FILE_BYTES) fault("cannot collect %s: it is too large", path);
  uint64_t left = (uint64_t)about.st_size;
  send_head(FRAME_FILE, left);
  static char bytes[32768];
  while (left > 0) {
    ssize_t got = read(fd, bytes, left < sizeof bytes ? left : sizeof bytes);
    /* Its steps are over and all processes dead: a file that shrank is gone half way through a frame. */
    if (got <= 0) abandon();
    write_all(bytes, (size_t)got);
    left -= (uint64_t)got;
  }
  close(fd);
}

void send_output(struct mark clocks, uint64_t peak_rss_bytes, const char *bytes, size_t size) {
  struct cursor figures = {.used = 0};
  put(&figures, clocks.wall_ns, 8);
  put(&figures, clocks.cpu_ns, 8);
  put(&figures, peak_rss_bytes, 8);
  send_head(FRAME_OUTPUT, figures.used + size);
  write_all(figures.bytes, figures.used);
  write_all(bytes, size);
}

void send_end(void) { send_head(FRAME_END, 0); }

_Noreturn void fault(const char *format, ...) {
  int error = errno;
  char text[512];
  va_list arguments;
  va_start(arguments, format);
  int length = vsnprintf(text, sizeof text, format, arguments);
  va_end(arguments);
  if (length < 0) length = 0;
  size_t used = (size_t)length < sizeof text ? (size_t)length : sizeof text - 1;
  if (error != 0) {
    int more = snprintf(text + used, sizeof text - used, ": %s", strerror(error));
    if (more > 0) used = used + (size_t)more < sizeof text ? used + (size_t)more : sizeof text - 1;
  }
  send_head(FRAME_FAULT, used);
  write_all(text, used);
  abandon();
}
