/* The private channel by which a program's test wrapper proves that the tests ran to their end. */
#ifndef CHANNEL_H
#define CHANNEL_H

#include "wire.h"

struct channel {
  const char *token; /* NULL: the program has no channel */
  int from_program, to_program;
  int program_writes, program_reads; /* the program's ends, closed here once it has them */
  enum { CHANNEL_IDLE, CHANNEL_NONCE_SENT, CHANNEL_ENDED_WELL, CHANNEL_ENDED_BADLY, CHANNEL_BROKEN } state;
  size_t used;
  char line[320];
  char nonce[33];
  size_t mark_count;
  struct mark marks[MOST_MARKS + 1]; /* the last one is the end's */
  struct mark (*clocks)(void *with);
  void *with;
};

/* `clocks` is asked at every mark, while the program waits. */
void channel_open(struct channel *channel, const char *token, struct mark (*clocks)(void *with), void *with);
/* The program has its ends now. */
void channel_started(struct channel *channel);
/* Takes what is there and answers it; never blocks. False: the program's end is closed everywhere. */
bool channel_read(struct channel *channel);
/* To be asked when every process of the step is dead. */
enum channel_state channel_close(struct channel *channel);

#endif
