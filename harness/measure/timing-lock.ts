import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const NAME = 'perforch-timing';

/** Length of `sun_path`, see unix(7). */
const ADDRESS_BYTES = 108;

const POLL_MS = 250;

export interface TimingLock {
  /** May be called more than once. */
  release(): void;
}

export interface TimingLockOptions {
  readonly signal?: AbortSignal | undefined;
  /** Called once, when another process (or another part of this one) is timing. */
  readonly onWait?: (() => void) | undefined;
  /** Another lock than that of all harnesses; for tests. ASCII, at most 100 characters. */
  readonly name?: string | undefined;
}

/**
 * Waits until no other harness of this machine is timing programs, and keeps others from it until released: two that
 * time at once disturb each other's figures. The lock is an abstract UNIX socket: whoever the users are they have one
 * name, and it vanishes with its process, however that ends. Nothing else of the process keeps it: children don't inherit
 * it. Who waits polls, so the order of those who wait is not kept.
 *
 * Abstract names belong to a network namespace, so a harness in another container (without `--network host`) or in
 * another virtual machine of the same host is not seen; nor is the noise that anything but a harness makes. Any local
 * process may hold the name.
 *
 * Throws the signal's reason when it is raised while waiting, and leaves nothing behind.
 */
export async function acquireTimingLock(options: TimingLockOptions = {}): Promise<TimingLock> {
  const { signal, onWait, name = NAME } = options;
  const address = addressOf(name);
  for (let tries = 0; ; tries += 1) {
    signal?.throwIfAborted();
    const server = await listen(address);
    if (server !== null) {
      if (signal?.aborted !== true) return { release: () => void server.close() };
      server.close();
      continue;
    }
    if (tries === 0) onWait?.();
    // Jitter, so that many who wait don't come back together.
    await sleep(POLL_MS * (0.75 + Math.random() / 2), undefined, { signal }).catch((error: unknown) => {
      if (signal?.aborted !== true) throw error;
    });
  }
}

/**
 * Whether any harness that `acquireTimingLock` would wait for is timing programs right now, this process included; cheap
 * enough to ask before each job. False where /proc/net/unix can't be read.
 */
export function isTimingUnderWay(name: string = NAME): boolean {
  try {
    return readFileSync('/proc/net/unix', 'latin1').includes(addressOf(name).replace('\0', ' @'));
  } catch {
    return false;
  }
}

/** Fills the whole of `sun_path`: of shorter names some releases of Node bind one padded with NULs, others the bare one. */
function addressOf(name: string): string {
  if (!/^[\w.-]{1,100}$/.test(name)) {
    throw new RangeError(
      `the name of a lock is 1 to 100 of A-Z, a-z, 0-9, _ . -, received ${JSON.stringify(name)}`,
    );
  }
  return `\0${name}/`.padEnd(ADDRESS_BYTES, '/');
}

/** Null when the address is taken. The server keeps no process alive, and answers nobody. */
async function listen(address: string): Promise<Server | null> {
  const server = createServer((connection) => connection.destroy());
  server.unref();
  try {
    server.listen({ path: address, exclusive: true });
    await once(server, 'listening');
    return server;
  } catch (error) {
    server.close();
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return null;
    throw new Error(`can't make the lock of timing: ${String(error)}`, { cause: error });
  }
}
