/* Carries what the harness sends to the standard input of a relayed step, while the step runs. */
#ifndef RELAY_H
#define RELAY_H

#include "wire.h"

struct relay {
  int to_program;  /* -1 once the program reads no more */
  int program_end; /* closed here once the program has it */
  bool closing;    /* the harness wants no more of the step */
  uint64_t frame_left; /* of a frame's body */
  /* What came and was not handed on yet: bytes[at] to bytes[have], of at most RELAY_MOST. */
  unsigned char *bytes;
  size_t room, have, at;
};

/* A request that nobody reads must not keep the harness's end from being seen: an engine tells of it behind all that was sent. */
enum { RELAY_FIRST = 32768, RELAY_MOST = 64 << 20 };

void relay_open(struct relay *relay);
void relay_started(struct relay *relay);
/* Whether it has something for the program, which did not take it. */
bool relay_waits(const struct relay *relay);
/* Whether it has no room for more, and so takes nothing from the harness. */
bool relay_is_full(const struct relay *relay);
/* Takes what the harness has sent, and hands on what the program takes; never blocks. */
void relay_take(struct relay *relay);
void relay_push(struct relay *relay);
void relay_close(struct relay *relay);

#endif
