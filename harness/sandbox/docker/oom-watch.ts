import { hostname } from 'node:os';
import { randomBytes } from 'node:crypto';
import type Docker from 'dockerode';
import { z } from 'zod';
import { SandboxFault } from '../contract.js';

/** Every container of one harness's sandbox has this label, with the harness's own value. */
export const SESSION_LABEL = 'perforch.session';

export function newSession(): string {
  return `${hostname()}-${process.pid}-${randomBytes(6).toString('hex')}`;
}

const event = z.object({ Action: z.string(), Actor: z.object({ ID: z.string() }) });
/** An engine tells of a container's end right after it; then nothing more comes of it. */
const MOST_WAIT_MS = 5_000;

interface Seen {
  oom: boolean;
  readonly died: Promise<void>;
  readonly tellDeath: () => void;
}

/**
 * Listens to what the engine says of a session's containers: that the kernel killed one of its processes for want of
 * memory, and that it ended. An engine tells both in their order.
 */
export class OomWatch {
  readonly #seen = new Map<string, Seen>();
  readonly #stream: NodeJS.ReadableStream;
  #listens = true;

  private constructor(stream: NodeJS.ReadableStream) {
    this.#stream = stream;
    let rest = '';
    const broken = (): void => {
      this.#listens = false;
    };
    stream.on('error', broken).on('end', broken).on('close', broken);
    stream.on('data', (chunk: Buffer) => {
      const lines = (rest + chunk.toString('utf8')).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines.filter((text) => text.trim() !== '')) this.#take(line);
    });
    // What is listened to is no reason for a process to go on.
    (stream as { socket?: { unref(): void } }).socket?.unref();
  }

  static async open(docker: Docker, session: string): Promise<OomWatch> {
    const filters = { type: ['container'], event: ['oom', 'die'], label: [`${SESSION_LABEL}=${session}`] };
    return new OomWatch(await docker.getEvents({ filters: JSON.stringify(filters) }));
  }

  /** From before a container starts until some seconds after its end. */
  watch(id: string): void {
    let tellDeath = (): void => undefined;
    const died = new Promise<void>((resolve) => {
      tellDeath = resolve;
    });
    this.#seen.set(id, { oom: false, died, tellDeath });
  }

  /** False once the engine is gone: whoever wants to know has to open another. */
  get listens(): boolean {
    return this.#listens;
  }

  /**
   * Whether the kernel killed for want of memory in a container that has ended. Throws `SandboxFault` when the engine told
   * nothing of its end: then it may have been either.
   */
  async ranOut(id: string): Promise<boolean> {
    const seen = this.#seen.get(id);
    if (seen === undefined) throw new Error(`container ${id} is not watched`);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      const silence = new SandboxFault('the Docker engine did not tell how a container ended');
      timer = setTimeout(() => reject(silence), MOST_WAIT_MS);
    });
    try {
      await Promise.race([seen.died, late]);
      return seen.oom;
    } finally {
      clearTimeout(timer);
    }
  }

  close(): void {
    (this.#stream as { destroy?: () => void }).destroy?.();
  }

  #take(line: string): void {
    const { Action: action, Actor: actor } = event.parse(JSON.parse(line));
    const seen = this.#seen.get(actor.ID);
    if (seen === undefined) return;
    if (action === 'oom') seen.oom = true;
    if (action !== 'die') return;
    seen.tellDeath();
    setTimeout(() => this.#seen.delete(actor.ID), MOST_WAIT_MS).unref();
  }
}
