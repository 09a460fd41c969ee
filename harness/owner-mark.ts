import { readlinkSync, statSync } from 'node:fs';

/**
 * A process's mark in the names of what it would leave behind if it were killed: `<pid namespace>-<pid>`. A pid says who is
 * alive only to those who share its namespace; harnesses in two containers may share a folder, and not that.
 */
export function ownerMark(pid = process.pid): string {
  return `${ownNamespace()}-${pid}`;
}

/** Whether the process of this mark is known to be dead: never of one that another namespace's harness left. */
export function isDead(mark: string): boolean {
  const match = /^(\d+)-(\d+)$/.exec(mark);
  if (match === null || match[1] !== ownNamespace()) return false;
  return statSync(`/proc/${match[2] ?? ''}`, { throwIfNoEntry: false }) === undefined;
}

function ownNamespace(): string {
  return /\d+/.exec(readlinkSync('/proc/self/ns/pid'))?.[0] ?? '0';
}
