import type {
  ChannelState,
  CollectedFile,
  LimitName,
  SandboxJob,
  SandboxReport,
  Step,
  StepEnd,
  StepReport,
} from './contract.js';
import { MOST_MARKS, SandboxFault } from './contract.js';

/** What the harness and the supervisor say to each other: the mirror of `supervisor/wire.h`, which documents it. */

const MAGIC = 'perforch';
const VERSION = 5;
const NO_MEAN = 2n ** 64n - 1n;
/** Leaves the program the supervisor's own ids. */
export const KEEP_ID = 0xffff_ffff;
/** Of a stream, where a step doesn't ask for more of its standard output. */
export const KEPT_BYTES = 65_536;
const FRAME_HEAD = 9;
const STEP_FIGURES = 6 + 9 * 8 + 4;
const MARK_BYTES = 16;
/** Of one collected file. */
const MOST_FILE_BYTES = 64 * 2 ** 20;

const LIMITS: readonly (LimitName | undefined)[] = [
  undefined,
  'cpu',
  'wall',
  'memory',
  'output',
  'processes',
];
const CHANNELS: readonly ChannelState[] = ['none', 'silent', 'completed', 'failed', 'forged'];

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function u64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(Math.ceil(value)));
  return bytes;
}

function blob(content: string | Uint8Array): Uint8Array[] {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
  return [u64(bytes.length), bytes];
}

function optional(text: string | undefined): Uint8Array[] {
  return text === undefined ? [Buffer.of(0)] : [Buffer.of(1), ...blob(text)];
}

/** Of standard output. */
function keptBytes({ keptOutputBytes = 0 }: Step): number {
  return Math.max(KEPT_BYTES, keptOutputBytes);
}

function encodeStep(step: Step, joinsGroups: boolean, relayed: boolean): Uint8Array[] {
  const { limits } = step;
  const environment = Object.entries(step.env).map(([name, value]) => `${name}=${value}`);
  return [
    u32(step.argv.length),
    ...step.argv.flatMap(blob),
    u32(environment.length),
    ...environment.flatMap(blob),
    ...[limits.cpuMs, limits.wallMs, limits.memoryBytes, limits.processes].map(u64),
    ...[limits.openFiles, limits.fileBytes, limits.outputBytes].map(u64),
    Buffer.of(step.sampleMemory ? 1 : 0),
    u32(step.cpus?.length ?? 0),
    ...(step.cpus ?? []).map(u32),
    Buffer.of(...[step.timed === true, joinsGroups, relayed].map(Number)),
    u64(keptBytes(step)),
    ...optional(step.token),
    ...optional(step.stdin),
  ];
}

/**
 * The bytes of a job that has been validated. `id` is the program's user and group, or `KEEP_ID`; `relayed`: the harness
 * talks with its steps while they run.
 */
export function encodeJob(job: SandboxJob, id: number, groups = 0, relayed = false): Buffer {
  return Buffer.concat([
    Buffer.from(MAGIC, 'latin1'),
    ...[VERSION, id, id].map(u32),
    Buffer.of(groups),
    u64(job.workBytes),
    u32(job.files.length),
    ...job.files.flatMap(({ path, content }) => [...blob(path), ...blob(content)]),
    u32(job.steps.length),
    ...job.steps.flatMap((step) => encodeStep(step, groups > 0, relayed)),
    u32(job.collect?.length ?? 0),
    ...(job.collect ?? []).flatMap(blob),
  ]);
}

/** No honest supervisor sends more than this about a job. */
export function mostReportBytes(job: SandboxJob): number {
  const marks = (MOST_MARKS + 1) * MARK_BYTES;
  const steps = job.steps.map(
    (step) => FRAME_HEAD + STEP_FIGURES + marks + 8 + keptBytes(step) + 8 + KEPT_BYTES,
  );
  const sum = steps.reduce((total, bytes) => total + bytes, 0);
  return sum + (job.collect?.length ?? 0) * (FRAME_HEAD + MOST_FILE_BYTES) + FRAME_HEAD + 1024;
}

class Cursor {
  private at = 0;
  constructor(private readonly bytes: Buffer) {}

  get left(): number {
    return this.bytes.length - this.at;
  }

  take(length: number): Buffer {
    if (length > this.left) throw new SandboxFault('the supervisor sent a report that breaks off');
    const part = this.bytes.subarray(this.at, this.at + length);
    this.at += length;
    return part;
  }

  u8(): number {
    return this.take(1).readUInt8();
  }

  u32(): number {
    return this.take(4).readUInt32LE();
  }

  u64(): bigint {
    return this.take(8).readBigUInt64LE();
  }

  figure(): number {
    return Number(this.u64());
  }

  /** Copied, so that a report doesn't keep the whole stream alive. */
  blob(): Buffer {
    return Buffer.from(this.take(this.figure()));
  }
}

function malformed(what: string, value: number): SandboxFault {
  return new SandboxFault(`the supervisor sent a report with an unknown ${what}: ${value}`);
}

function decodeEnd(kind: number, value: number): StepEnd {
  if (kind === 1) return { kind: 'exited', code: value };
  if (kind === 2) return { kind: 'signalled', signal: value };
  if (kind === 4) return { kind: 'not_started', errno: value };
  const limit = LIMITS[value];
  if (kind !== 3 || limit === undefined) throw malformed('end', kind * 1000 + value);
  return { kind: 'limit', limit };
}

function markCount(cursor: Cursor): number {
  const count = cursor.u32();
  if (count > MOST_MARKS + 1) throw malformed('number of marks', count);
  return count;
}

function decodeStep(cursor: Cursor, step: Step): StepReport {
  const end = decodeEnd(cursor.u8(), cursor.u32());
  const channelNumber = cursor.u8();
  const channel = CHANNELS[channelNumber];
  if (channel === undefined) throw malformed('channel state', channelNumber);
  const [wallNs, cpuUserNs, cpuSystemNs, maxRssBytes] = [
    cursor.figure(),
    cursor.figure(),
    cursor.figure(),
    cursor.figure(),
  ];
  const mean = cursor.u64();
  const meanRssBytes = mean === NO_MEAN ? null : Number(mean);
  const [rssSamples, involuntarySwitches] = [cursor.figure(), cursor.figure()];
  const [stdoutBytes, stderrBytes] = [cursor.figure(), cursor.figure()];
  const marks = Array.from({ length: markCount(cursor) }, () => ({
    wallNs: cursor.figure(),
    cpuNs: cursor.figure(),
  }));
  return {
    name: step.name,
    phase: step.phase,
    end,
    channel,
    usage: {
      wallNs,
      cpuUserNs,
      cpuSystemNs,
      maxRssBytes,
      meanRssBytes,
      rssSamples,
      involuntarySwitches,
      cgroup: null,
    },
    marks,
    stdout: cursor.blob(),
    stderr: cursor.blob(),
    stdoutBytes,
    stderrBytes,
  };
}

function collected(body: Cursor, path: string | undefined): CollectedFile {
  if (path === undefined) throw malformed('file', body.left);
  return { path, content: Buffer.from(body.take(body.left)) };
}

/** Reads a supervisor's whole output. Throws `SandboxFault` for a fault that it reports and for what it can't have sent. */
export function decodeReport(bytes: Buffer, job: SandboxJob): SandboxReport {
  const cursor = new Cursor(bytes);
  const steps: StepReport[] = [];
  const files: CollectedFile[] = [];
  for (;;) {
    const type = cursor.u8();
    const body = new Cursor(cursor.blob());
    if (type === 2) throw new SandboxFault(`the supervisor failed: ${body.take(body.left).toString('utf8')}`);
    if (type === 3) break;
    if (type === 4) {
      files.push(collected(body, job.collect?.[files.length]));
      continue;
    }
    const step = job.steps[steps.length];
    if (type !== 1 || step === undefined) throw malformed('frame', type);
    steps.push(decodeStep(body, step));
    if (body.left > 0) throw malformed('rest of a frame', body.left);
  }
  if (cursor.left > 0) throw malformed('rest', cursor.left);
  if (steps.length === 0) throw new SandboxFault('the supervisor reported no step');
  return { steps, files };
}
