import type Docker from 'dockerode';
import type { Container, ContainerCreateOptions } from 'dockerode';
import type { Socket } from 'node:net';
import { PassThrough } from 'node:stream';
import { finished } from 'node:stream/promises';
import { SandboxFault } from '../contract.js';
import type { Line } from '../supervise.js';
import { messageOf } from './engine.js';

/** A started container whose supervisor waits for its job. */
export interface StartedContainer {
  readonly id: string;
  /** Its supervisor still waits. */
  isWaiting(): boolean;
  /** For the one job that it gets. */
  open(): Line;
  /** Ends it unused. */
  discard(): Promise<void>;
  /** Settles when it has ended; never rejects. */
  readonly ended: Promise<unknown>;
  /** Settles when the engine has removed it; never rejects. */
  removed(): Promise<void>;
}

/** For a supervisor that waits to see its input's end, and for the engine to remove its container. */
const DISCARD_GRACE_MS = 5_000;

/** An engine that removes a container while somebody begins to wait for its end may never answer. */
const END_GRACE_MS = 10_000;

/** What it comes to; null where it fails, or takes too long. */
async function within<T>(ms: number, work: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), ms);
  });
  try {
    return await Promise.race([work.catch(() => null), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Throws `SandboxFault` when the engine refuses. `onMade` gets the container's id before anything runs in it. */
export async function startContainer(
  docker: Docker,
  options: ContainerCreateOptions,
  onMade: (id: string) => void,
): Promise<StartedContainer> {
  let container: Container | undefined;
  try {
    container = await docker.createContainer(options);
    onMade(container.id);
    const attach = { stream: true, stdin: true, stdout: true, stderr: true, hijack: true };
    const socket = (await container.attach(attach)) as unknown as Socket;
    const attached = new Attached(docker, container, socket);
    await container.start();
    return attached;
  } catch (cause) {
    await container?.remove({ force: true }).catch(() => undefined);
    throw new SandboxFault(`the Docker engine started no container: ${messageOf(cause)}`, { cause });
  }
}

class Attached implements StartedContainer {
  readonly id: string;
  readonly ended: Line['closed'];
  readonly #container: Container;
  readonly #socket: Socket;
  readonly #stdout = new PassThrough();
  readonly #stderr = new PassThrough();

  constructor(docker: Docker, container: Container, socket: Socket) {
    this.id = container.id;
    this.#container = container;
    this.#socket = socket;
    docker.modem.demuxStream(socket, this.#stdout, this.#stderr);
    this.ended = this.#untilEnd();
    // One that waits for a job is no reason for a process to go on.
    socket.unref();
  }

  isWaiting(): boolean {
    return !this.#socket.destroyed && !this.#socket.readableEnded;
  }

  open(): Line {
    this.#socket.ref();
    return {
      stdin: this.#socket,
      stdout: this.#stdout,
      stderr: this.#stderr,
      kill: () => void this.#kill(),
      closed: this.ended,
    };
  }

  /** By the end of its input first, as the engine then removes it by itself. */
  async discard(): Promise<void> {
    this.#socket.destroy();
    const timer = setTimeout(() => void this.#remove(), DISCARD_GRACE_MS);
    await this.removed();
    clearTimeout(timer);
  }

  async removed(): Promise<void> {
    await within(END_GRACE_MS, this.#container.wait({ condition: 'removed' }));
  }

  async #remove(): Promise<void> {
    await this.#container.remove({ force: true }).catch(() => undefined);
  }

  async #kill(): Promise<void> {
    await this.#container.kill().catch(() => undefined);
    this.#socket.destroy();
  }

  /** The engine closes the stream when the container has ended; we do to end it. */
  async #untilEnd(): Promise<Awaited<Line['closed']>> {
    await finished(this.#socket, { writable: false }).catch(() => undefined);
    this.#stdout.end();
    this.#stderr.end();
    const waited = (await within(END_GRACE_MS, this.#container.wait())) as { StatusCode?: number } | null;
    return { code: waited?.StatusCode ?? null, signal: null };
  }
}
