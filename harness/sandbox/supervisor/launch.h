/* Starts the main process of a step. */
#ifndef LAUNCH_H
#define LAUNCH_H

#include <sys/types.h>

#include "wire.h"

/* Written by the child in memory that both share, and that exec takes away from the program. */
struct launch_note {
  volatile uint64_t started_ns; /* monotonic, just before exec; 0: did not get that far */
  volatile uint64_t setup_cpu_ns; /* what the child spent until then: not the program's */
  volatile int error;           /* errno of what failed; 0: nothing did */
  const char *volatile failed;  /* what could not be prepared; NULL: exec itself */
};

struct launch_ends {
  int in, out, err, channel_out, channel_in; /* the last two are -1 without a channel */
};

pid_t launch(const struct job *job, const struct step *step, const struct launch_ends *ends, struct launch_note *note);

uint64_t now_ns(void);

#endif
