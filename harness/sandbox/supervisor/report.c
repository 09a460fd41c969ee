#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "wire.h"

_Noreturn void abandon(void) {
  kill(-1, SIGKILL);
  while (wait4(-1, NULL, __WALL, NULL) > 0 || errno == EINTR)
    ;
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
  send_head(FRAME_STEP, body.used + 8 + r->out_kept + 8 + r->err_kept);
  write_all(body.bytes, body.used);
  send_blob(r->out, r->out_kept);
  send_blob(r->err, r->err_kept);
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
