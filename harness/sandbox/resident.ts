import type { SandboxJob, StepReport } from './contract.js';
import { SandboxFault } from './contract.js';
import { decodeOutput, encodeFrame, FRAME, FrameReader, type Frame, type Output } from './frames.js';
import type { Exchange, ExchangeLimits, Resident, ResidentJob } from './resident-contract.js';
import type { Line } from './supervise.js';
import { decodeReport, mostReportBytes } from './wire.js';

const LENGTH_BYTES = 4;
/** For a supervisor to kill its step, report and end. */
const CLOSE_GRACE_MS = 2_000;

/** The job that a resident's supervisor gets. */
export function jobOfResident({ step, files, mounts, workBytes }: ResidentJob): SandboxJob {
  return { files, mounts, workBytes, steps: [step] };
}

interface Waiting {
  readonly limits: ExchangeLimits;
  readonly since: bigint;
  readonly resolve: (exchange: Exchange) => void;
  readonly reject: (reason: unknown) => void;
}

/** A resident at the other end of a line, whose supervisor gets `encoded`, a relayed job. */
export class LineResident implements Resident {
  readonly #line: Line;
  readonly #job: SandboxJob;
  readonly #frames: FrameReader;
  /** Frames of the supervisor's own: in the end they are the job's report. */
  readonly #report: Buffer[] = [];
  readonly #gone: Promise<void>;
  #waiting: Waiting | undefined;
  #received: Buffer[] = [];
  #chargedCpuNs = 0;
  #failure: SandboxFault | undefined;
  #closing: Promise<number> | undefined;
  #stderr = '';

  constructor(line: Line, job: SandboxJob, encoded: Buffer) {
    this.#line = line;
    this.#job = job;
    this.#frames = new FrameReader(mostReportBytes(job));
    // Whoever stops reading early says why on its own streams.
    line.stdin.on('error', () => undefined);
    line.stdout.on('data', (chunk: Buffer) => this.#take(chunk));
    line.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr = (this.#stderr + text).slice(0, 2000);
    });
    this.#gone = line.closed.then(
      () => this.#fail(this.#whyGone()),
      (cause: unknown) => this.#fail(cause instanceof SandboxFault ? cause : new SandboxFault(String(cause))),
    );
    line.stdin.write(encoded);
  }

  async exchange(request: Uint8Array, limits: ExchangeLimits, signal?: AbortSignal): Promise<Exchange> {
    signal?.throwIfAborted();
    if (this.#failure !== undefined) throw this.#failure;
    if (this.#waiting !== undefined) throw new Error('a resident answers one request at a time');
    const replied = new Promise<Exchange>((resolve, reject) => {
      this.#waiting = { limits, since: process.hrtime.bigint(), resolve, reject };
    });
    const late = new SandboxFault(`a resident gave no reply within ${limits.wallMs} ms`);
    const timer = setTimeout(() => this.#fail(late), limits.wallMs);
    const abort = (): void => this.#fail(new SandboxFault('the exchange was aborted'));
    signal?.addEventListener('abort', abort, { once: true });
    const length = Buffer.alloc(LENGTH_BYTES);
    length.writeUInt32BE(request.length);
    this.#line.stdin.write(encodeFrame(FRAME.input, length, request));
    try {
      return await replied;
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
    }
  }

  close(): Promise<number> {
    this.#closing ??= this.#end();
    return this.#closing;
  }

  async #end(): Promise<number> {
    this.#fail(new SandboxFault('the resident was closed'));
    this.#line.stdin.write(encodeFrame(FRAME.close));
    const timer = setTimeout(() => this.#line.kill(), CLOSE_GRACE_MS);
    await this.#gone;
    clearTimeout(timer);
    this.#line.stdin.destroy();
    const usage = this.#reported()?.usage;
    if (usage === undefined) return 0;
    return Math.max(0, usage.cpuUserNs + usage.cpuSystemNs - this.#chargedCpuNs);
  }

  #fail(why: SandboxFault): void {
    this.#failure ??= why;
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.reject(this.#failure);
  }

  #reported(): StepReport | undefined {
    try {
      return decodeReport(Buffer.concat(this.#report), this.#job).steps[0];
    } catch {
      return undefined;
    }
  }

  #whyGone(): SandboxFault {
    const report = this.#reported();
    const end = report === undefined ? 'no report' : JSON.stringify(report.end);
    const said = `${report?.stderr.toString('utf8') ?? ''}${this.#stderr}`.slice(0, 500);
    return new SandboxFault(`a resident ended by itself: ${end}${said === '' ? '' : `: ${said}`}`);
  }

  #take(chunk: Buffer): void {
    try {
      for (const frame of this.#frames.take(chunk)) this.#takeFrame(frame);
    } catch (error) {
      this.#fail(error instanceof SandboxFault ? error : new SandboxFault(String(error)));
      this.#line.kill();
    }
  }

  #takeFrame({ type, body, whole }: Frame): void {
    if (type === FRAME.output) this.#takeOutput(decodeOutput(body));
    else this.#report.push(Buffer.from(whole));
  }

  #takeOutput(output: Output): void {
    const waiting = this.#waiting;
    if (waiting === undefined) {
      this.#fail(new SandboxFault('a resident said something unasked'));
      return;
    }
    this.#received.push(Buffer.from(output.bytes));
    const received = this.#received.reduce((sum, { length }) => sum + length, 0);
    if (received < LENGTH_BYTES) return;
    if (received > LENGTH_BYTES + waiting.limits.replyBytes) {
      this.#fail(new SandboxFault(`a resident's reply is larger than ${waiting.limits.replyBytes} bytes`));
      return;
    }
    const message = Buffer.concat(this.#received);
    this.#received = [message];
    const end = LENGTH_BYTES + message.readUInt32BE();
    if (message.length < end) return;
    if (message.length > end) this.#fail(new SandboxFault('a resident said more than its reply'));
    else this.#settle(waiting, message.subarray(LENGTH_BYTES), output);
  }

  #settle(waiting: Waiting, reply: Buffer, output: Output): void {
    const usage = {
      wallNs: Number(process.hrtime.bigint() - waiting.since),
      cpuNs: Math.max(0, output.cpuNs - this.#chargedCpuNs),
      maxRssBytes: output.maxRssBytes,
    };
    this.#chargedCpuNs = output.cpuNs;
    this.#received = [];
    this.#waiting = undefined;
    waiting.resolve({ reply, usage });
  }
}
