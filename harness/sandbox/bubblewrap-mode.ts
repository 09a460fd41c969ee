import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { SandboxFault } from './contract.js';

/** `root`: no user namespace, the program gets a user of its own. `user`: a user namespace, where that can't be. */
export type Mode = 'root' | 'user';

export interface Bubblewrap {
  readonly command: string;
  readonly version: string;
  readonly mode: Mode;
  /** Options that not every version has; `nice`: the right to let a program go before others. */
  readonly has: { readonly size: boolean; readonly disableUserns: boolean; readonly nice: boolean };
}

const SYS_NICE = 23;
const CAP_NUMBERS = { CHOWN: 0, KILL: 5, SETGID: 6, SETUID: 7, SETPCAP: 8, SYS_ADMIN: 21 } as const;
const run = promisify(execFile);

async function hasCapabilities(numbers: readonly number[]): Promise<boolean> {
  const status = await readFile('/proc/self/status', 'utf8');
  const mask = BigInt(`0x${/^CapEff:\s*([0-9a-f]+)$/m.exec(status)?.[1] ?? '0'}`);
  return numbers.every((number) => ((mask >> BigInt(number)) & 1n) === 1n);
}

/** Whether this process may make namespaces and change users without a user namespace. */
async function isCapableRoot(): Promise<boolean> {
  return process.geteuid?.() === 0 && (await hasCapabilities(Object.values(CAP_NUMBERS)));
}

/** A container may let root keep its capabilities and still forbid what they are for. */
async function rootModeWorks(command: string): Promise<boolean> {
  if (!(await isCapableRoot())) return false;
  const trial = [
    '--unshare-pid',
    '--unshare-net',
    '--ro-bind',
    '/',
    '/',
    '--proc',
    '/proc',
    '--',
    '/bin/true',
  ];
  return run(command, trial).then(
    () => true,
    () => false,
  );
}

async function askBwrap(command: string): Promise<{ version: string; options: string }> {
  try {
    const [version, help] = await Promise.all([run(command, ['--version']), run(command, ['--help'])]);
    return { version: version.stdout.trim(), options: help.stdout + help.stderr };
  } catch (cause) {
    throw new SandboxFault('bubblewrap (bwrap) is not installed', { cause });
  }
}

/** Looks at the installed bubblewrap. Throws `SandboxFault` when there is none, or one that is too old. */
export async function inspectBubblewrap(command = 'bwrap'): Promise<Bubblewrap> {
  const { version, options } = await askBwrap(command);
  if (!options.includes('--perms'))
    throw new SandboxFault(`${version} is too old: 0.5 is the oldest that will do`);
  const mode = (await rootModeWorks(command)) ? 'root' : 'user';
  return {
    command,
    version,
    mode,
    has: {
      size: options.includes('--size '),
      disableUserns: options.includes('--disable-userns'),
      nice: mode === 'root' && (await hasCapabilities([SYS_NICE])),
    },
  };
}
