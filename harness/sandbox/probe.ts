import { readFile } from 'node:fs/promises';
import type { Bubblewrap } from './bubblewrap-mode.js';
import type { Probe, Sandbox } from './contract.js';
import { lookAround } from './look-around.js';

async function setting(path: string): Promise<string | undefined> {
  return (await readFile(path, 'utf8').catch(() => undefined))?.trim();
}

async function adviceFor(reason: string): Promise<string> {
  if (reason.includes('not installed')) return 'install bubblewrap: apt install bubblewrap';
  if (reason.includes('too old')) return 'install a newer bubblewrap, or use Docker as the sandbox';
  if (reason.includes('not built')) return 'build it: npx perforch setup';
  if ((await setting('/proc/sys/kernel/unprivileged_userns_clone')) === '0')
    return 'user namespaces are switched off: sysctl -w kernel.unprivileged_userns_clone=1, or run as root';
  if ((await setting('/proc/sys/user/max_user_namespaces')) === '0')
    return 'user namespaces are switched off: sysctl -w user.max_user_namespaces=10000, or run as root';
  if ((await setting('/proc/sys/kernel/apparmor_restrict_unprivileged_userns')) === '1')
    return (
      'AppArmor keeps ordinary users from user namespaces (Ubuntu 23.10 and later): install a profile that lets ' +
      '/usr/bin/bwrap use them (/etc/apparmor.d/bwrap with "userns,"), or run as root, or ' +
      'sysctl -w kernel.apparmor_restrict_unprivileged_userns=0'
    );
  if (/namespace|mount|pivot|Operation not permitted/i.test(reason))
    return 'inside a container bubblewrap needs the right to make namespaces (docker run --privileged); or use Docker itself as the sandbox';
  return 'report this with the output of: bwrap --version; uname -r; id';
}

async function unusable(reason: string): Promise<Probe> {
  return { state: 'unusable', reason, advice: await adviceFor(reason) };
}

/** Tries a real job, and looks from inside whether the sandbox keeps its first promises. Never throws. */
export async function probeSandbox(sandbox: Sandbox, inspect: () => Promise<Bubblewrap>): Promise<Probe> {
  try {
    const bwrap = await inspect();
    const wrong = await lookAround(sandbox);
    if (wrong !== null) return await unusable(wrong);
    const mode =
      bwrap.mode === 'root' ? 'programs run as users of their own' : 'programs run in a user namespace';
    const notes = [
      mode,
      ...(bwrap.has.size
        ? []
        : ['this bubblewrap cannot bound a tmpfs: the supervisor watches the work folder instead']),
    ];
    return { state: 'ready', version: bwrap.version, notes };
  } catch (error) {
    return unusable(error instanceof Error ? error.message : String(error));
  }
}
