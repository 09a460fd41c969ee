import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { UserError } from '../../errors.js';
import { perforchHome } from '../../home.js';
import { inspectBubblewrap } from '../../sandbox/bubblewrap-mode.js';
import { buildSupervisor } from '../../sandbox/supervisor-build.js';
import { variantsOf, type Attack } from '../attack.js';
import type { ControlResult } from './run-control.js';
import { buildVariant } from './supervisor-variant.js';
import { macrosWithout } from './weakening.js';

const START = fileURLToPath(new URL('../start.js', import.meta.url));
const INSIDE = new URL('inside.ts', import.meta.url).href;
/** Rights that nothing in the throw-away namespace needs, and that reach beyond it. */
const NEVER = [
  'CAP_SYS_BOOT',
  'CAP_SYS_MODULE',
  'CAP_SYS_TIME',
  'CAP_SYS_RAWIO',
  'CAP_SYSLOG',
  'CAP_MAC_ADMIN',
];
const KEPT = ['PATH', 'HOME', 'PERFORCH_HOME', 'XDG_CACHE_HOME'];

/** What the controls of some attacks are run with. */
export interface ControlOptions {
  readonly lanes?: number;
  readonly signal?: AbortSignal | undefined;
  readonly onResult?: (result: ControlResult, done: number) => void;
}

/**
 * Runs every attack's control in namespaces of its own (network, processes, mounts, IPC) above which the whole machine is
 * read-only, and which are gone afterwards: what gets through there gets nowhere. Throws `UserError` where bubblewrap or a
 * C compiler is missing.
 */
export async function runControls(
  attacks: readonly Attack[],
  { lanes = 2, signal, onResult }: ControlOptions = {},
): Promise<ControlResult[]> {
  await buildSupervisor();
  const sets = attacks.flatMap(variantsOf).map(({ control }) => macrosWithout(control?.off ?? []));
  const wanted = new Map(sets.filter((set) => set.length > 0).map((set) => [set.join(), set]));
  for (const set of wanted.values()) await buildVariant(set);
  const child = spawn('bwrap', [...(await outerArgs()), process.execPath, START, INSIDE], {
    stdio: ['pipe', 'pipe', 'pipe'],
    signal,
    killSignal: 'SIGKILL',
  });
  const results: ControlResult[] = [];
  let complaints = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaints += text));
  child.stdin.on('error', () => undefined);
  child.stdin.end(JSON.stringify({ attacks: attacks.map(({ id }) => id), lanes }));
  const closed = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const result = JSON.parse(line) as ControlResult;
    results.push(result);
    onResult?.(result, results.length);
  }
  if ((await closed) !== 0)
    throw new UserError(`the throw-away namespace failed: ${complaints.slice(0, 2000)}`);
  return results;
}

async function outerArgs(): Promise<string[]> {
  const { mode } = await inspectBubblewrap();
  const namespaces = ['net', 'pid', 'ipc', 'uts'].map((name) => `--unshare-${name}`);
  const environment = KEPT.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : ['--setenv', name, value];
  });
  const home = perforchHome();
  return [
    ...namespaces,
    ...(mode === 'root' ? NEVER.flatMap((name) => ['--cap-drop', name]) : ['--unshare-user']),
    ...['--die-with-parent', '--new-session', '--clearenv', ...environment],
    ...['--ro-bind', '/', '/', '--dev', '/dev', '--proc', '/proc'],
    ...['--tmpfs', '/tmp', '--tmpfs', '/dev/shm', '--ro-bind', home, home, '--'],
  ];
}
