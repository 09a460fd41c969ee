import { Bench } from '../measure/bench.js';
import { removeLeftovers } from '../measure/built-program.js';
import { timingCpus } from '../measure/timing-cpus.js';
import { acquireTimingLock } from '../measure/timing-lock.js';
import type { RunLimits } from '../stages/limits.js';
import type { Toolbox } from './toolbox.js';

export interface TimingControl {
  /** Ends the wait for another harness. */
  readonly stop: AbortSignal;
  /** Gives up what is under way. */
  readonly abort: AbortSignal;
  /** For people: another harness is timing, or the machine has no CPU to spare. */
  readonly onNote: (note: string) => void;
}

/**
 * Does timing work with the machine's timing CPU, which no other harness times on meanwhile. Null when it was stopped
 * while it waited for its turn.
 */
export async function whileTiming<T>(
  toolbox: Toolbox,
  limits: RunLimits,
  { stop, abort, onNote }: TimingControl,
  work: (bench: Bench) => Promise<T>,
): Promise<T | null> {
  const { timing, others, notes } = timingCpus();
  const [timingCpu] = timing;
  if (timingCpu === undefined) throw new Error('no CPU to time programs on');
  for (const note of notes) onNote(note);
  const onWait = () => onNote('another perforch is timing on this machine: waiting for it to end');
  const lock = await acquireTimingLock({ signal: stop, onWait }).catch((error: unknown) => {
    if (stop.aborted) return null;
    throw error;
  });
  if (lock === null) return null;
  try {
    await removeLeftovers();
    return await work(new Bench({ ...toolbox, limits, timingCpu, otherCpus: others, signal: abort }));
  } finally {
    lock.release();
  }
}
