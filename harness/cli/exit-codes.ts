/** What the command line exits with; the same for every command. */
export const EXIT = {
  done: 0,
  /** An error, in one line on standard error; or a check (`doctor`, `verify`, `datasets verify`) that found a fault. */
  failed: 1,
  /** `run` went through, but cells are missing or the harness had faults. */
  incomplete: 3,
  /** Stopped by Ctrl-C or SIGTERM; everything that was finished is stored. */
  stopped: 130,
} as const;

export const EXIT_CODES_HELP = [
  'Exit codes:',
  '  0    done; for run: every cell has an outcome',
  '  1    an error, told in one line; or a check found something wrong',
  '  3    run: cells are missing or the harness had faults; the same command tries them again',
  '  130  stopped by Ctrl-C or SIGTERM; what was finished is stored',
].join('\n');
