#define _GNU_SOURCE
#include "relay.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { HEAD = 9 };

/* At the end for another read. */
static void make_room(struct relay *r) {
  if (r->at == r->have) r->at = r->have = 0;
  if (r->room - r->have >= RELAY_FIRST) return;
  r->have -= r->at;
  if (r->at > 0) memmove(r->bytes, r->bytes + r->at, r->have);
  r->at = 0;
  if (r->room - r->have >= RELAY_FIRST || r->room == RELAY_MOST) return;
  r->room = r->room == 0 ? RELAY_FIRST : 2 * r->room;
  r->bytes = realloc(r->bytes, r->room);
  if (r->bytes == NULL) fault("no memory for what the harness sends");
}

void relay_open(struct relay *r) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) < 0 || fcntl(ends[1], F_SETFL, O_NONBLOCK) < 0) fault("cannot open an input pipe");
  r->program_end = ends[0];
  r->to_program = ends[1];
  r->closing = false;
  r->frame_left = 0;
  r->at = 0;
  r->have = 0;
  r->room = 0;
  make_room(r);
  r->have = job_rest(r->bytes, r->room);
}

void relay_started(struct relay *r) {
  close(r->program_end);
  relay_push(r);
}

static void forget_program(struct relay *r) {
  close(r->to_program);
  r->to_program = -1;
}

bool relay_waits(const struct relay *r) { return r->frame_left > 0 && r->at < r->have && r->to_program >= 0; }

bool relay_is_full(const struct relay *r) { return relay_waits(r) && r->have - r->at == RELAY_MOST; }

/* False: the program doesn't take it now. */
static bool push_body(struct relay *r) {
  size_t part = r->have - r->at < r->frame_left ? r->have - r->at : (size_t)r->frame_left;
  ssize_t wrote = r->to_program < 0 ? (ssize_t)part : write(r->to_program, r->bytes + r->at, part);
  if (wrote < 0 && (errno == EAGAIN || errno == EINTR)) return false;
  if (wrote < 0) {
    forget_program(r);
    return true;
  }
  r->at += (size_t)wrote;
  r->frame_left -= (uint64_t)wrote;
  return true;
}

static void take_head(struct relay *r) {
  const unsigned char *head = r->bytes + r->at;
  for (int i = 0; i < 8; i++) r->frame_left |= (uint64_t)head[1 + i] << (8 * i);
  r->at += HEAD;
  errno = 0;
  if (head[0] == FRAME_CLOSE && r->frame_left == 0) r->closing = true;
  else if (head[0] != FRAME_INPUT) fault("a frame of type %u for a running step", head[0]);
}

void relay_push(struct relay *r) {
  while (!r->closing && r->at < r->have) {
    if (r->frame_left > 0) {
      if (!push_body(r)) return;
    } else if (r->have - r->at >= HEAD) {
      take_head(r);
    } else {
      return;
    }
  }
}

void relay_take(struct relay *r) {
  make_room(r);
  ssize_t got = read(STDIN_FILENO, r->bytes + r->have, r->room - r->have);
  if (got == 0 || (got < 0 && errno != EINTR)) abandon();
  if (got > 0) r->have += (size_t)got;
  relay_push(r);
}

void relay_close(struct relay *r) {
  if (r->to_program >= 0) forget_program(r);
  free(r->bytes);
}
