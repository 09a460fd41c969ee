import { UserError } from '../errors.js';
import { BubblewrapSandbox } from './bubblewrap.js';
import type { Sandbox } from './contract.js';

/** All sandboxes, best first. */
const SANDBOXES: readonly (() => Sandbox)[] = [() => new BubblewrapSandbox()];

/** The names that `openSandbox` takes. */
export function sandboxIds(): readonly string[] {
  return SANDBOXES.map((make) => make().id);
}

/**
 * The sandbox of this name, or the first that works, after it has run a trial job. Throws `UserError` with every
 * sandbox's reason and advice when none works: programs are never run without one.
 */
export async function openSandbox(id?: string): Promise<Sandbox> {
  const wanted = SANDBOXES.map((make) => make()).filter((sandbox) => id === undefined || sandbox.id === id);
  if (wanted.length === 0)
    throw new UserError(`no sandbox is called "${String(id)}": ${sandboxIds().join(', ')}`);
  const reasons: string[] = [];
  for (const sandbox of wanted) {
    const probe = await sandbox.probe();
    if (probe.state === 'ready') return sandbox;
    reasons.push(`${sandbox.id}: ${probe.reason}\n  ${probe.advice}`);
  }
  throw new UserError(`no sandbox works on this machine\n${reasons.join('\n')}`);
}
