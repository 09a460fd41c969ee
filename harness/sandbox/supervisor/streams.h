/* What the program prints: the first bytes of a stream are kept unless they are passed on, all are counted. */
#ifndef STREAMS_H
#define STREAMS_H

#include "wire.h"

struct stream {
  int fd;          /* -1 once every writer is gone */
  int program_end; /* closed here once the program has it */
  uint64_t total;
  size_t kept, room;
  char *bytes;
};

/* `bytes` has `room` for what is kept. */
void stream_open(struct stream *stream, char *bytes, size_t room);
void stream_started(struct stream *stream);
/* Takes one buffer full of what is there; never blocks. */
void stream_read(struct stream *stream);
/* Takes up to `size` bytes of what is there for somebody else, who gets their number; never blocks. */
size_t stream_pass(struct stream *stream, char *bytes, size_t size);
/* Takes the rest up to `most` bytes in all; for when every writer is dead. */
void stream_close(struct stream *stream, uint64_t most);
/* Adds a line of the supervisor's own. */
void stream_append(struct stream *stream, const char *text);

#endif
