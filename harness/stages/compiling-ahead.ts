import type { Assembly, LanguageModule, Toolchain } from '../languages/contract.js';
import type { JobFile, Limits, Sandbox, StepReport } from '../sandbox/contract.js';
import { SandboxFault } from '../sandbox/contract.js';
import { quietReport } from '../sandbox/quiet-report.js';
import type { ExchangeUsage, Resident } from '../sandbox/resident-contract.js';

const MIB = 1 << 20;
/** A compiler has so many programs; then another one takes its place. */
const MOST_PROGRAMS = 200;
/** One that has had nothing to do for so long is ended: it wakes now and then, which timing would notice. */
const IDLE_MS = 5_000;
/** After so many in a row that came to nothing no other is started. */
const MOST_FAILURES = 3;
const EXCHANGE = { wallMs: 15_000, replyBytes: 16 * MIB };
/** Of a compiler's whole life. */
const LIMITS: Limits = {
  cpuMs: 600_000,
  wallMs: 3_600_000,
  memoryBytes: 1024 * MIB,
  processes: 64,
  openFiles: 256,
  fileBytes: MIB,
  outputBytes: 1024 * MIB,
};
const WORK_BYTES = 16 * MIB;

/** What a compiler that stays made of a program, and what it took. */
export interface CompiledAhead {
  /** For the work folder, in place of the build steps; null: they are to run after all. */
  readonly files: readonly JobFile[] | null;
  readonly report: StepReport;
}

export interface AheadRequest {
  readonly language: LanguageModule;
  readonly toolchain: Toolchain;
  readonly assembly: Assembly;
  readonly token: string;
  readonly cpus?: readonly number[] | undefined;
}

interface Compiler {
  readonly resident: Resident;
  /** What it was started as: toolchain and CPUs. */
  readonly kind: string;
  readonly cpus: string;
  left: number;
  idle?: NodeJS.Timeout;
}

/**
 * Compilers that stay, each in a sandbox of its own, for languages that have one: as many as programs are compiled at a
 * time. Only what they compile is taken from them; see `ResidentCompiler`.
 */
export class CompilingAhead {
  readonly #sandbox: Sandbox;
  /** The one that was used last, and so is the warmest, is the last one. */
  readonly #idle: Compiler[] = [];
  readonly #ending = new Set<Promise<unknown>>();
  #failures = 0;

  constructor(sandbox: Sandbox) {
    this.#sandbox = sandbox;
  }

  /** Null where the language has no such compiler, or this machine can't have it. Rejects only when it was stopped. */
  async compile(request: AheadRequest, signal?: AbortSignal): Promise<CompiledAhead | null> {
    const { residentCompiler } = request.language;
    if (residentCompiler === undefined || this.#failures >= MOST_FAILURES) return null;
    const { name } = residentCompiler.start(request.toolchain);
    let compiler: Compiler | null = null;
    try {
      compiler = await this.#take(request, signal);
      if (compiler === null) return null;
      const question = residentCompiler.request(request.assembly);
      const { reply, usage } = await compiler.resident.exchange(question, EXCHANGE, signal);
      this.#failures = 0;
      const files = residentCompiler.built(reply, request.toolchain, request.token);
      // An empty reply: errors in the program. A reply with something in it that may not be there is another matter.
      if (files === null && reply.length > 0) this.#end(compiler);
      else this.#giveBack(compiler);
      return { files, report: reportOf(name, files !== null, usage) };
    } catch (error) {
      const cpuNs = (await compiler?.resident.close()) ?? 0;
      if (signal?.aborted === true || !(error instanceof SandboxFault)) throw error;
      this.#failures++;
      return { files: null, report: reportOf(name, false, { wallNs: 0, cpuNs, maxRssBytes: 0 }) };
    }
  }

  /** Ends all compilers; more may be started after it. */
  async close(): Promise<void> {
    while (this.#idle.length > 0) this.#end(this.#idle.pop());
    await Promise.all(this.#ending);
  }

  async #take(request: AheadRequest, signal: AbortSignal | undefined): Promise<Compiler | null> {
    const { residentCompiler } = request.language;
    const cpus = JSON.stringify(request.cpus ?? null);
    // While a harness times programs, nothing stays on its CPUs.
    for (const other of this.#idle.filter((compiler) => compiler.cpus !== cpus)) this.#end(other);
    const kind = `${request.toolchain.language} ${request.toolchain.fingerprint}`;
    const found = this.#idle.findLast((compiler) => compiler.kind === kind);
    if (found !== undefined) {
      this.#forget(found);
      return found;
    }
    const step = residentCompiler?.start(request.toolchain);
    const resident =
      step &&
      (await this.#sandbox.openResident?.(
        {
          files: [],
          mounts: request.toolchain.mounts,
          workBytes: WORK_BYTES,
          step: { ...step, phase: 'build', limits: LIMITS, sampleMemory: false, cpus: request.cpus },
        },
        signal,
      ));
    return resident === undefined ? null : { resident, kind, cpus, left: MOST_PROGRAMS };
  }

  #giveBack(compiler: Compiler): void {
    compiler.left--;
    if (compiler.left === 0) {
      this.#end(compiler);
      return;
    }
    compiler.idle = setTimeout(() => this.#end(compiler), IDLE_MS);
    this.#idle.push(compiler);
  }

  #forget(compiler: Compiler): void {
    clearTimeout(compiler.idle);
    const at = this.#idle.indexOf(compiler);
    if (at >= 0) this.#idle.splice(at, 1);
  }

  #end(compiler: Compiler | undefined): void {
    if (compiler === undefined) return;
    this.#forget(compiler);
    const ending = compiler.resident.close().finally(() => this.#ending.delete(ending));
    this.#ending.add(ending);
  }
}

/** Its clock doesn't tell user time from system time: all is user time here. */
function reportOf(name: string, succeeded: boolean, usage: ExchangeUsage): StepReport {
  const { wallNs, cpuNs: cpuUserNs, maxRssBytes } = usage;
  return quietReport(
    { name, phase: 'build', end: { kind: 'exited', code: succeeded ? 0 : 1 }, channel: 'none' },
    { wallNs, cpuUserNs, maxRssBytes },
  );
}
