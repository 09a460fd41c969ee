import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listen, ownAddress, type Listener } from './listeners.js';

/** Name of the environment variable that holds a secret while attacks run. */
export const SECRET_VARIABLE = 'PERFORCH_ATTACK_API_KEY';
const SECRET = `planted-${randomBytes(12).toString('hex')}`;

/** `%repeat 1000: int f#;` makes a thousand lines, `#` being their number. */
function withRepetitions(source: string): string {
  return source.replace(/^([ \t]*)%repeat (\d+): (.*)$/gm, (_, indent: string, times: string, line: string) =>
    Array.from({ length: Number(times) }, (__, at) => indent + line.replaceAll('#', String(at))).join('\n'),
  );
}

function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // Gone in the meantime.
  }
}

const word = (): string => randomBytes(8).toString('hex');

/** Sets the secret in the harness's own environment for as long as `work` takes. */
export async function withSecretInEnvironment<T>(work: () => Promise<T>): Promise<T> {
  process.env[SECRET_VARIABLE] = SECRET;
  try {
    return await work();
  } finally {
    Reflect.deleteProperty(process.env, SECRET_VARIABLE);
  }
}

/** Processes of this machine, as the harness sees it, with a word on their command line. */
export async function processesWith(mark: string): Promise<number[]> {
  const found: number[] = [];
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    if (line.includes(mark)) found.push(Number(pid));
  }
  return found;
}

/**
 * What makes an attack's success observable from outside: secrets, servers that note any contact, a process that must
 * survive, a folder that must stay empty. Planted for one attack; only what its source names.
 */
export class Canaries {
  /** What an attack prints when it has succeeded by its own account. */
  readonly marker = `through-${word()}`;
  /** On the command line of every process that an attack wants to outlive its run. */
  readonly mark = `mark-${word()}`;
  private constructor(
    /** Holds the secret file and, in a folder that everybody may write to, nothing. */
    readonly folder: string,
    private readonly listeners: readonly Listener[],
    private readonly victim: ChildProcess | undefined,
  ) {}

  static async plant(source: string): Promise<Canaries> {
    const folder = await mkdtemp(join(tmpdir(), 'perforch-canaries-'));
    await chmod(folder, 0o755);
    await mkdir(join(folder, 'watched'));
    await chmod(join(folder, 'watched'), 0o777);
    await mkdir(join(folder, 'shared'));
    await chmod(join(folder, 'shared'), 0o1777);
    await writeFile(join(folder, 'secret'), `${SECRET}\n`, { mode: 0o644 });
    const names = [...source.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => name);
    const listeners = await listen(names, folder);
    const victim = names.includes('victim') ? spawn('sleep', ['600'], { stdio: 'ignore' }) : undefined;
    return new Canaries(folder, listeners, victim);
  }

  get secretFile(): string {
    return join(this.folder, 'secret');
  }

  get watched(): string {
    return join(this.folder, 'watched');
  }

  /** In controls: what every run sees as its private folders. */
  get shared(): string {
    return join(this.folder, 'shared');
  }

  /** The source with the canaries' addresses in place of `{{tcp}}`, `{{secret}}` and their like. */
  fill(source: string, more: Readonly<Record<string, string>> = {}): string {
    const values: Readonly<Record<string, string>> = {
      marker: this.marker,
      mark: this.mark,
      secret: this.secretFile,
      variable: SECRET_VARIABLE,
      watched: this.watched,
      victim: String(this.victim?.pid),
      address: ownAddress(),
      ...Object.fromEntries(this.listeners.map(({ name, address }) => [name, address])),
      ...more,
    };
    return withRepetitions(source).replace(/\{\{(\w+)\}\}/g, (whole, name: string) => {
      const value = values[name];
      if (value === undefined) throw new Error(`no canary is called ${whole}`);
      return value;
    });
  }

  isSecretIn(text: string): boolean {
    return text.includes(SECRET);
  }

  /** What the canaries saw, in words; empty when nothing got through. */
  async seen(): Promise<string[]> {
    const seen = this.listeners.filter(({ touched }) => touched()).map(({ name }) => `contact over ${name}`);
    if (this.victim !== undefined && (await this.isVictimHarmed())) seen.push('harm to a process outside');
    if ((await readdir(this.watched)).length > 0) seen.push('a file written outside');
    if ((await processesWith(this.mark)).length > 0) seen.push('a process that outlives its run');
    return seen;
  }

  private async isVictimHarmed(): Promise<boolean> {
    const { pid, exitCode, signalCode } = this.victim ?? {};
    if (exitCode !== null || signalCode !== null) return true;
    const status = await readFile(`/proc/${String(pid)}/status`, 'utf8').catch(() => '');
    return !/^State:\t[SRD]/m.test(status) || !/^TracerPid:\t0$/m.test(status);
  }

  async remove(): Promise<void> {
    this.victim?.kill('SIGKILL');
    for (const pid of await processesWith(this.mark)) killIfThere(pid);
    await Promise.all(this.listeners.map((listener) => listener.close()));
    await rm(this.folder, { recursive: true, force: true });
  }
}
