import { SandboxFault, type SandboxJob, type SandboxReport } from './contract.js';
import type { Outcome } from './supervise.js';
import { decodeReport } from './wire.js';

/** How messages speak of one kind of sandbox. */
export interface Place {
  /** `the sandbox`, `the container`. */
  readonly name: string;
  /** Its end, where nobody cut it off. */
  readonly ended: (outcome: Outcome) => string;
}

/** A supervisor's report. Throws `SandboxFault` where a job was cut off, or its supervisor said nothing that can be read. */
export function reportOf(outcome: Outcome, job: SandboxJob, place: Place): SandboxReport {
  if (outcome.cut !== undefined || outcome.output.length === 0) throw explain(outcome, place);
  try {
    return decodeReport(outcome.output, job);
  } catch (cause) {
    throw explain(outcome, place, cause);
  }
}

function explain(outcome: Outcome, place: Place, cause?: unknown): SandboxFault {
  const said = outcome.stderr.split('\n').slice(0, 5).join('\n');
  const why = {
    aborted: 'the job was aborted',
    watchdog: `${place.name} outlived all its limits and was killed`,
    flood: 'the supervisor sent more than it can have to say',
    none: place.ended(outcome),
  }[outcome.cut ?? 'none'];
  const what = cause instanceof Error ? `${cause.message}; ${why}` : why;
  return new SandboxFault(said === '' ? what : `${what}: ${said}`, { cause });
}
