import type { SandboxJob, SandboxReport, Step, StepReport } from '../contract.js';
import { encodeFrame, FRAME, FrameReader } from '../frames.js';
import { quietReport } from '../quiet-report.js';
import type { Outcome } from '../supervise.js';
import { decodeReport, mostReportBytes } from '../wire.js';

/** The exit code of a container whose first process was killed by SIGKILL. */
const KILLED = 137;

/** Whether a container ended before its supervisor had said all. */
export function wasKilled({ code, cut, output }: Outcome, job: SandboxJob): boolean {
  if (cut !== undefined || code !== KILLED) return false;
  return !new FrameReader(mostReportBytes(job)).take(output).some(({ type }) => type === FRAME.end);
}

/**
 * The report of a job whose container the kernel took down for want of memory, the supervisor with it: the step that ran
 * then is at the memory limit. Of that step only the time is known; figures that nobody is left to give are 0. Null where
 * no step ran any more.
 */
export function reportOfKilled(output: Buffer, job: SandboxJob, elapsedNs: number): SandboxReport | null {
  const frames = new FrameReader(mostReportBytes(job)).take(output).filter(({ type }) => type === FRAME.step);
  const steps =
    frames.length === 0
      ? []
      : decodeReport(Buffer.concat([...frames.map(({ whole }) => whole), encodeFrame(FRAME.end)]), job).steps;
  const step = job.steps[steps.length];
  if (step === undefined) return null;
  const earlierNs = steps.reduce((sum, { usage }) => sum + usage.wallNs, 0);
  return { steps: [...steps, killed(step, Math.max(0, elapsedNs - earlierNs))], files: [] };
}

function killed({ name, phase, token }: Step, wallNs: number): StepReport {
  const channel = token === undefined ? 'none' : 'silent';
  return quietReport({ name, phase, end: { kind: 'limit', limit: 'memory' }, channel }, { wallNs });
}
