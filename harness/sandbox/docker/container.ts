import type Docker from 'dockerode';
import type { Container, ContainerCreateOptions } from 'dockerode';
import type { Socket } from 'node:net';
import { PassThrough } from 'node:stream';
import { finished } from 'node:stream/promises';
import { SandboxFault } from '../contract.js';
import type { Line } from '../supervise.js';
import { answered } from './answered.js';
import type { ContainerEvents, ContainerLife } from './container-events.js';
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
  /** Of one that is ending: whether the kernel killed in it for want of memory. Throws `SandboxFault` where that is unknown. */
  ranOut(): Promise<boolean>;
  /** Settles when the engine has removed it, or tells nothing of it for long; never rejects. */
  removed(): Promise<void>;
}

/** For a supervisor that waits to see its input's end, and for the engine to remove its container. */
const DISCARD_GRACE_MS = 5_000;
const KILL_MS = 10_000;

/** Throws `SandboxFault` when the engine refuses, or does not answer. */
export async function startContainer(
  docker: Docker,
  options: ContainerCreateOptions,
  events: ContainerEvents,
): Promise<StartedContainer> {
  let container: Container | undefined;
  let socket: Socket | undefined;
  try {
    const made = await answered('make a container', (abortSignal) =>
      docker.createContainer({ ...options, abortSignal }),
    );
    container = made;
    const life = events.follow(made.id);
    socket = await attach(made);
    const attached = new Attached(docker, made, socket, life);
    await answered('start a container', (abortSignal) => made.start({ abortSignal }));
    return attached;
  } catch (cause) {
    socket?.destroy();
    if (container !== undefined) await remove(container);
    throw new SandboxFault(`the Docker engine started no container: ${messageOf(cause)}`, { cause });
  }
}

async function attach(container: Container): Promise<Socket> {
  const streams = { stream: true, stdin: true, stdout: true, stderr: true, hijack: true };
  const socket: unknown = await answered('attach to a container', (abortSignal) =>
    container.attach({ ...streams, abortSignal }),
  );
  return socket as Socket;
}

/** By force. One that is on its way out by itself, or an engine that does not answer, is nobody's concern here. */
async function remove(container: Container): Promise<void> {
  await answered('remove a container', (abortSignal) => container.remove({ force: true, abortSignal })).catch(
    () => undefined,
  );
}

class Attached implements StartedContainer {
  readonly id: string;
  readonly ended: Line['closed'];
  readonly #container: Container;
  readonly #socket: Socket;
  readonly #life: ContainerLife;
  readonly #stdout = new PassThrough();
  readonly #stderr = new PassThrough();

  constructor(docker: Docker, container: Container, socket: Socket, life: ContainerLife) {
    this.id = container.id;
    this.#container = container;
    this.#socket = socket;
    this.#life = life;
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
    const timer = setTimeout(() => void remove(this.#container), DISCARD_GRACE_MS);
    await this.removed();
    clearTimeout(timer);
  }

  async removed(): Promise<void> {
    await this.#life.removed();
  }

  ranOut(): Promise<boolean> {
    return this.#life.ranOut();
  }

  /** Whether the engine answers or not: the end of its input ends the supervisor, too. */
  async #kill(): Promise<void> {
    await answered('kill a container', (abortSignal) => this.#container.kill({ abortSignal }), KILL_MS).catch(
      () => undefined,
    );
    this.#socket.destroy();
  }

  /** The engine closes the stream when the container has ended; we do to end it. */
  async #untilEnd(): Promise<Awaited<Line['closed']>> {
    await finished(this.#socket, { writable: false }).catch(() => undefined);
    this.#stdout.end();
    this.#stderr.end();
    return { code: (await this.#life.end())?.code ?? null, signal: null };
  }
}
