import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { access, constants, realpath } from 'node:fs/promises';
import { basename, delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import type { Language } from '../../datasets/problem.js';
import { perforchHome } from '../home.js';
import type { Mount } from '../sandbox/contract.js';
import type { ToolchainStatus } from './contract.js';
import { isAtLeast, parseVersion, pinnedFor } from './versions.js';

const execFileAsync = promisify(execFile);
const SYSTEM_PREFIX = '/usr/';

/** Runs a trusted tool of the host and gives its stdout and stderr as one text. */
export async function ask(command: string, args: readonly string[], cwd?: string): Promise<string> {
  const { stdout, stderr } = await execFileAsync(command, args, { cwd, maxBuffer: 64 << 20 });
  return `${stdout}${stderr}`;
}

/** Finds an executable: the private toolchain of `kind` first, then the system's folders, then PATH. */
export async function findExecutable(name: string, kind?: string): Promise<string | null> {
  const folders = [
    ...(kind === undefined ? [] : [join(perforchHome(), 'toolchains', kind, 'bin')]),
    '/usr/bin',
    '/usr/local/bin',
    '/usr/local/go/bin',
    ...(process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder.startsWith('/')),
  ];
  for (const folder of folders) {
    const candidate = join(folder, name);
    if (await isExecutable(candidate)) return candidate;
  }
  return null;
}

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Where a host folder is seen inside a sandbox. `/usr` is always there as it is; anything else is mounted at
 * `/opt/perforch/<name>`.
 */
export async function mountFor(name: string, host: string): Promise<{ inside: string; mounts: Mount[] }> {
  const real = await realpath(host);
  if (`${real}/`.startsWith(SYSTEM_PREFIX)) return { inside: real, mounts: [] };
  const inside = `/opt/perforch/${name}`;
  return { inside, mounts: [{ host: real, inside }] };
}

/** The folder of what `prepare` builds for a language; its name holds a hash of everything that it depends on. */
export function preparedFolder(language: Language, dependsOn: readonly string[]): string {
  const hash = createHash('sha256').update(JSON.stringify(dependsOn)).digest('hex').slice(0, 16);
  return join(perforchHome(), 'prepared', `${language}-${hash}`);
}

/** What `prepare` built, as a part of a toolchain's fingerprint: two builds of other libraries are two toolchains. */
export function preparedMark(folder: string): string {
  return `prepared ${basename(folder)}`;
}

/** Asks a tool for its version and checks it against the pinned minimum; null means that it is recent enough. */
export async function checkVersion(
  language: Language,
  command: string,
  versionArgs: readonly string[],
): Promise<{ version: string; refusal: ToolchainStatus | null }> {
  const text = await ask(command, versionArgs);
  const version = parseVersion(text) ?? '0.0.0';
  const { minimum } = pinnedFor(language);
  if (isAtLeast(version, minimum)) return { version, refusal: null };
  const advice = `install ${language} ${minimum} or newer, or run ./scripts/install.sh, which brings it`;
  return { version, refusal: { state: 'too_old', found: version, minimum, advice } };
}

/** The status of a toolchain of which `what` is not there. */
export function missing(what: string, advice = 'run ./scripts/install.sh'): ToolchainStatus {
  return { state: 'missing', what, advice };
}
