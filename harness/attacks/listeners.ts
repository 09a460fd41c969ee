import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';

/** A server in the harness's own process that notes whether anybody ever came. */
export interface Listener {
  readonly name: string;
  /** What an attack is told: a port, a path, a name. */
  readonly address: string;
  readonly touched: () => boolean;
  readonly close: () => Promise<void>;
}

const WANTED = ['tcp', 'everywhere', 'udp', 'unix', 'abstract'] as const;

/** An address of this machine that is not the loopback's; in a namespace without one, another of the loopback's. */
export function ownAddress(): string {
  const all = Object.values(networkInterfaces()).flatMap((addresses = []) => addresses);
  return all.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? '127.0.0.2';
}

/** Starts those of `tcp` (on the loopback), `everywhere` (TCP on all addresses), `udp`, `unix` and `abstract` that are named. */
export async function listen(names: readonly string[], folder: string): Promise<Listener[]> {
  const wanted = WANTED.filter((name) => names.includes(name));
  return Promise.all(
    wanted.map((name) => {
      if (name === 'udp') return datagrams();
      if (name === 'tcp') return connections(name, { port: 0, host: '127.0.0.1' });
      if (name === 'everywhere') return connections(name, { port: 0, host: '0.0.0.0' });
      if (name === 'unix') return connections(name, { path: join(folder, 'docker.sock') });
      return connections(name, { path: `\0perforch-${randomBytes(8).toString('hex')}` });
    }),
  );
}

async function connections(
  name: string,
  where: { port: number; host: string } | { path: string },
): Promise<Listener> {
  let touched = false;
  const server = createServer((socket) => {
    touched = true;
    socket.destroy();
  });
  server.listen(where);
  await once(server, 'listening');
  const path = 'path' in where ? where.path : undefined;
  if (path?.startsWith('/') === true) await chmod(path, 0o666);
  return {
    name,
    address: path?.replace('\0', '') ?? String((server.address() as AddressInfo).port),
    touched: () => touched,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

async function datagrams(): Promise<Listener> {
  let touched = false;
  const socket = createSocket('udp4', () => (touched = true));
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return {
    name: 'udp',
    address: String(socket.address().port),
    touched: () => touched,
    close: () => new Promise((resolve) => socket.close(() => resolve())),
  };
}
