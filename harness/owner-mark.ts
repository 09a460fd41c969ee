import { readFileSync, readlinkSync } from 'node:fs';

/** What a mark looks like, for the patterns of names that begin with one. */
export const MARK = String.raw`[0-9a-f]+-\d+-\d+-\d+`;

/**
 * Where a pid means this process: boot and pid namespace. Harnesses in two containers, or on two machines, may share a
 * folder or an engine, and not that. Null where there is no /proc.
 */
const PLACE = readPlace();

function readPlace(): string | null {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').replaceAll('-', '').slice(0, 12);
    const namespace = /\d+/.exec(readlinkSync('/proc/self/ns/pid'))?.[0];
    return namespace === undefined ? null : `${boot}-${namespace}`;
  } catch {
    return null;
  }
}

/**
 * This process's mark, for the names of what it would leave behind if it were killed:
 * `<boot>-<pid namespace>-<pid>-<start>`. By the start, a pid that was given away again is another's.
 */
export function ownerMark(): string {
  return `${marksOf(process.pid)}${startOf(process.pid) ?? '0'}`;
}

/** What the marks of all processes begin with that have, or had, this pid. */
export function marksOf(pid: number): string {
  return `${ownPlace()}-${pid}-`;
}

/** What the marks of all processes of this boot and pid namespace begin with. */
export function ownPlace(): string {
  return PLACE ?? '0-0';
}

/** Whether a mark is of this boot and pid namespace, so that it can be told who is alive. */
export function isFromHere(mark: string): boolean {
  return PLACE !== null && new RegExp(`^${MARK}$`).test(mark) && mark.startsWith(`${PLACE}-`);
}

/** Whether the process of this mark is known to be dead: never of one of another boot or namespace. */
export function isDead(mark: string): boolean {
  if (!isFromHere(mark)) return false;
  const [pid, start] = mark.split('-').slice(2);
  try {
    // Finds other users' processes also where /proc hides them.
    process.kill(Number(pid), 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return true;
  }
  const found = startOf(Number(pid));
  return found !== null && found !== start;
}

/** In ticks since the boot; null when there is no such process, or it is hidden. */
function startOf(pid: number): string | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is a name in parentheses, which may hold anything; this is the 22nd.
    return text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}
