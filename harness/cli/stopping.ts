import { note } from './output.js';

export interface Stopping {
  /** Raised by the first Ctrl-C: nothing new is begun. */
  readonly stop: AbortSignal;
  /** Raised by the second: what is under way is given up. */
  readonly abort: AbortSignal;
  release(): void;
}

/** Turns Ctrl-C and SIGTERM into a clean stop. */
export function listenForStop(
  message = 'stopping: what is under way is finished and stored; press Ctrl-C again to give it up',
): Stopping {
  const stop = new AbortController();
  const abort = new AbortController();
  const onSignal = (): void => {
    if (stop.signal.aborted) {
      abort.abort();
      return;
    }
    note(message);
    stop.abort();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return {
    stop: stop.signal,
    abort: abort.signal,
    release() {
      process.off('SIGINT', onSignal);
      process.off('SIGTERM', onSignal);
    },
  };
}
