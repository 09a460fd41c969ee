import type Docker from 'dockerode';
import type { DockerVersion } from 'dockerode';
import { SandboxFault } from '../contract.js';
import { answered } from './answered.js';

/** The engine, or its image, can't be used; `advice` says what the user can do. */
export class DockerUnusable extends SandboxFault {
  constructor(
    message: string,
    readonly advice: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

export interface Engine {
  readonly docker: Docker;
  readonly version: string;
  /** Reached by a socket of this machine: so it sees this machine's files and CPUs. */
  readonly local: boolean;
  /** The engine filters system calls of containers by itself. */
  readonly seccomp: boolean;
}

/** Of dockerode's methods with the options that its types leave out. */
interface Asked {
  version(options: { abortSignal: AbortSignal }): Promise<DockerVersion>;
  info(options: { abortSignal: AbortSignal }): Promise<{ OSType?: string; SecurityOptions?: string[] }>;
}

const OLDEST_MAJOR = 20;

/** Where the engine is looked for, for messages. */
export function engineAddress(): string {
  const host = process.env['DOCKER_HOST'];
  return host === undefined || host === '' ? 'unix:///var/run/docker.sock' : host;
}

function isLocal(): boolean {
  return engineAddress().startsWith('unix://');
}

/** Fields of errors of Node's and of dockerode's. */
export function statusOf(error: unknown): { code: string | undefined; status: number | undefined } {
  const { code, statusCode } = (error ?? {}) as { code?: string; statusCode?: number };
  return { code, status: statusCode };
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function unreachable(cause: unknown): DockerUnusable {
  const address = engineAddress();
  const { code } = statusOf(cause);
  if (code === 'EACCES' || code === 'EPERM') {
    return new DockerUnusable(
      `no permission to use the Docker engine at ${address}`,
      'join the group "docker" (which is as good as being root) and log in again, or run as root',
      { cause },
    );
  }
  const reason =
    code === 'ENOENT' || code === 'ECONNREFUSED'
      ? `no Docker engine answers at ${address}`
      : `no Docker engine answers at ${address}: ${messageOf(cause)}`;
  return new DockerUnusable(
    reason,
    'install and start Docker (Debian: apt install docker.io), or set DOCKER_HOST to its address',
    { cause },
  );
}

/** Connects to the engine that DOCKER_HOST names. Throws `DockerUnusable` when there is none that will do. */
export async function connectEngine(): Promise<Engine> {
  let docker: Docker;
  try {
    // Most runs are without it, and loading it takes a quarter of their start.
    const { default: Client } = await import('dockerode');
    docker = new Client();
    const [{ Version: version }, about] = await answered('tell what it is', (abortSignal) =>
      Promise.all([
        (docker as unknown as Asked).version({ abortSignal }),
        (docker as unknown as Asked).info({ abortSignal }),
      ]),
    );
    if (Number(version.split('.')[0]) < OLDEST_MAJOR) {
      throw new DockerUnusable(`Docker ${version} is too old`, `install Docker ${OLDEST_MAJOR}.10 or newer`);
    }
    if (about.OSType !== undefined && about.OSType !== 'linux') {
      throw new DockerUnusable(
        `the Docker engine runs ${about.OSType} containers`,
        'switch it to Linux containers',
      );
    }
    const seccomp = (about.SecurityOptions ?? []).some((text) => text.includes('seccomp'));
    return { docker, version, local: isLocal(), seccomp };
  } catch (error) {
    throw error instanceof DockerUnusable ? error : unreachable(error);
  }
}
