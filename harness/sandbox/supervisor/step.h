/* Runs one step to its end, and everything that it started. */
#ifndef STEP_H
#define STEP_H

#include "wire.h"

/* Opens what all steps share; before the first. */
void steps_open(void);
/* True: the step exited with 0. The report is sent. */
bool step_run(const struct job *job, const struct step *step);

#endif
