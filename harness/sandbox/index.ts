import type { Language } from '../../datasets/problem.js';
import { UserError } from '../errors.js';
import type { Toolchain } from '../languages/contract.js';
import { BubblewrapSandbox } from './bubblewrap.js';
import type { Probe, Sandbox } from './contract.js';
import { DockerSandbox } from './docker/docker.js';

/** All sandboxes, best first. */
const SANDBOXES: readonly (() => Sandbox)[] = [() => new BubblewrapSandbox(), () => new DockerSandbox()];

/** The names that `openSandbox` takes. */
export function sandboxIds(): readonly string[] {
  return SANDBOXES.map((make) => make().id);
}

function wantedOf(id: string | undefined): readonly Sandbox[] {
  const chosen = process.env['PERFORCH_SANDBOX'] ?? '';
  const wanted = id ?? (chosen === '' ? undefined : chosen);
  const found = SANDBOXES.map((make) => make()).filter(
    (sandbox) => wanted === undefined || sandbox.id === wanted,
  );
  if (found.length === 0)
    throw new UserError(`no sandbox is called "${String(wanted)}": ${sandboxIds().join(', ')}`);
  return found;
}

/**
 * The sandbox of this name (`PERFORCH_SANDBOX` where none is given), or the first that works, after it has run a trial
 * job. Throws `UserError` with every sandbox's reason and advice when none works: programs are never run without one.
 */
export async function openSandbox(id?: string): Promise<Sandbox> {
  const reasons: string[] = [];
  for (const sandbox of wantedOf(id)) {
    const probe = await sandbox.probe();
    if (probe.state === 'ready') return sandbox;
    reasons.push(`${sandbox.id}: ${probe.reason}\n  ${probe.advice}`);
    await sandbox.close?.();
  }
  throw new UserError(`no sandbox works on this machine\n${reasons.join('\n')}`);
}

export interface Probed {
  readonly id: string;
  readonly probe: Probe;
  /** Those that it brings with it; null where programs see this machine's, or where it does not work. */
  readonly toolchains: ReadonlyMap<Language, Toolchain> | null;
}

/** Tries the sandbox of this name, or all, best first. Throws `UserError` for an unknown name. */
export async function probeSandboxes(id?: string): Promise<readonly Probed[]> {
  const probed: Probed[] = [];
  for (const sandbox of wantedOf(id)) {
    const probe = await sandbox.probe();
    const toolchains = probe.state === 'ready' ? ((await sandbox.toolchains?.()) ?? null) : null;
    probed.push({ id: sandbox.id, probe, toolchains });
    await sandbox.close?.();
  }
  return probed;
}
