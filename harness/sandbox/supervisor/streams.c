#define _GNU_SOURCE
#include "streams.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

void stream_open(struct stream *s, char *bytes, size_t room) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) < 0 || fcntl(ends[0], F_SETFL, O_NONBLOCK) < 0) fault("cannot open an output pipe");
  *s = (struct stream){.fd = ends[0], .program_end = ends[1], .bytes = bytes, .room = room};
}

void stream_started(struct stream *s) { close(s->program_end); }

static ssize_t take_into(struct stream *s, char *bytes, size_t size) {
  ssize_t got = read(s->fd, bytes, size);
  if (got > 0) s->total += (uint64_t)got;
  if (got == 0) {
    close(s->fd);
    s->fd = -1;
  }
  return got;
}

/* False: nothing to be had now. */
static bool take(struct stream *s) {
  static char spill[32768];
  bool room = s->kept < s->room;
  ssize_t got = take_into(s, room ? s->bytes + s->kept : spill, room ? s->room - s->kept : sizeof spill);
  if (got > 0 && room) s->kept += (size_t)got;
  return got > 0 || (got < 0 && errno == EINTR);
}

size_t stream_pass(struct stream *s, char *bytes, size_t size) {
  ssize_t got = s->fd >= 0 ? take_into(s, bytes, size) : 0;
  return got > 0 ? (size_t)got : 0;
}

void stream_read(struct stream *s) {
  if (s->fd >= 0) (void)take(s);
}

/* Not "until the end of the file": a pipe's end can stay in flight inside a dead socket until the kernel collects it. */
void stream_close(struct stream *s, uint64_t most) {
  while (s->fd >= 0 && s->total <= most && take(s))
    ;
  if (s->fd >= 0) close(s->fd);
  s->fd = -1;
}

void stream_append(struct stream *s, const char *text) {
  size_t length = strlen(text);
  size_t part = length < s->room - s->kept ? length : s->room - s->kept;
  memcpy(s->bytes + s->kept, text, part);
  s->kept += part;
  s->total += length;
}
