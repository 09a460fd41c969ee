import { hostname } from 'node:os';
import { randomBytes } from 'node:crypto';
import type Docker from 'dockerode';
import type { GetEventsOptions } from 'dockerode';
import { z } from 'zod';
import { SandboxFault } from '../contract.js';
import { answered, within } from './answered.js';

/** Every container of one harness's sandbox has this label, with the harness's own value. */
export const SESSION_LABEL = 'perforch.session';

export function newSession(): string {
  return `${hostname()}-${process.pid}-${randomBytes(6).toString('hex')}`;
}

const event = z.object({
  Action: z.string(),
  Actor: z.object({ ID: z.string(), Attributes: z.object({ exitCode: z.string() }).partial().optional() }),
});

/** An engine tells of a container's end right after it, however busy; then nothing more comes of it. */
const END_WAIT_MS = 30_000;

/** What an engine has told of a container's end. */
export interface ContainerEnd {
  /** Null where the engine did not say. */
  readonly code: number | null;
  /** The kernel killed one of its processes for want of memory. */
  readonly oom: boolean;
}

/** A promise and who settles it. */
class Told<T> {
  readonly promise: Promise<T>;
  tell: (value: T) => void = () => undefined;

  constructor() {
    this.promise = new Promise((resolve) => {
      this.tell = resolve;
    });
  }
}

/** What the engine tells of one container, and who waits for it. */
export class ContainerLife {
  readonly #died = new Told<ContainerEnd | null>();
  readonly #gone = new Told<void>();
  #oom = false;

  /** Of a container that is ending. Null where the engine tells nothing of it: it may have been any end. */
  async end(): Promise<ContainerEnd | null> {
    return within(END_WAIT_MS, this.#died.promise);
  }

  /**
   * Whether the kernel killed for want of memory in a container that is ending. Throws `SandboxFault` when the engine told
   * nothing of its end: then it may have been either.
   */
  async ranOut(): Promise<boolean> {
    const end = await this.end();
    if (end === null) throw new SandboxFault('the Docker engine did not tell how a container ended');
    return end.oom;
  }

  /** Settles when a container that is ending is removed, or the engine tells nothing of it for long. */
  async removed(): Promise<void> {
    await within(END_WAIT_MS, this.#gone.promise);
  }

  take(action: string, code: number | null): void {
    if (action === 'oom') this.#oom = true;
    if (action === 'die') this.#died.tell({ code, oom: this.#oom });
    if (action === 'destroy') this.over();
  }

  /** Nothing more will be told; one that never started has no end. */
  over(): void {
    this.#died.tell(null);
    this.#gone.tell();
  }
}

/**
 * Listens to what the engine says of a session's containers: that the kernel killed one of its processes for want of
 * memory, that it ended, and that it is removed. An engine tells them in their order. To ask for a container's end is no
 * way to learn it: engines leave that unanswered where they remove the container just then.
 */
export class ContainerEvents {
  readonly #followed = new Map<string, ContainerLife>();
  readonly #stream: NodeJS.ReadableStream;
  #listens = true;

  private constructor(stream: NodeJS.ReadableStream) {
    this.#stream = stream;
    let rest = '';
    const broken = (): void => this.#stop();
    stream.on('error', broken).on('end', broken).on('close', broken);
    stream.on('data', (chunk: Buffer) => {
      const lines = (rest + chunk.toString('utf8')).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines.filter((text) => text.trim() !== '')) this.#take(line);
    });
    // What is listened to is no reason for a process to go on.
    (stream as { socket?: { unref(): void } }).socket?.unref();
  }

  static async open(docker: Docker, session: string): Promise<ContainerEvents> {
    const filters = JSON.stringify({
      type: ['container'],
      event: ['oom', 'die', 'destroy'],
      label: [`${SESSION_LABEL}=${session}`],
    });
    return new ContainerEvents(
      await answered('tell of its containers', (abortSignal) =>
        docker.getEvents({ filters, abortSignal } as GetEventsOptions),
      ),
    );
  }

  /** From before a container starts until its removal. */
  follow(id: string): ContainerLife {
    const life = new ContainerLife();
    this.#followed.set(id, life);
    return life;
  }

  /** False once the engine is gone: whoever wants to know has to open another. */
  get listens(): boolean {
    return this.#listens;
  }

  close(): void {
    (this.#stream as { destroy?: () => void }).destroy?.();
  }

  #take(line: string): void {
    const { Action: action, Actor: actor } = event.parse(JSON.parse(line));
    const { exitCode } = actor.Attributes ?? {};
    this.#followed.get(actor.ID)?.take(action, exitCode === undefined ? null : Number(exitCode));
    if (action === 'destroy') this.#followed.delete(actor.ID);
  }

  #stop(): void {
    this.#listens = false;
    for (const life of this.#followed.values()) life.over();
    this.#followed.clear();
  }
}
