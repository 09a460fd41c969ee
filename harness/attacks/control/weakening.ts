import { UserError } from '../../errors.js';
import { closest } from '../../models/nearest.js';
import { SECRET_VARIABLE, type Canaries } from '../canaries.js';

/** How one defence is switched off: in the supervisor by a macro, in bubblewrap by other arguments. */
interface Weakening {
  /** `WITHOUT_…` macros that the supervisor is compiled with. */
  readonly without?: readonly string[];
  /** Arguments of bubblewrap that are left out. */
  readonly drop?: readonly string[];
  /** Options that are left out with their one operand. */
  readonly dropWithOperand?: readonly string[];
  /** Arguments in addition, where what they name can still be made. */
  readonly add?: (canaries: Canaries) => readonly string[];
}

const WEAKENINGS: Readonly<Record<string, Weakening>> = {
  'network namespace': { drop: ['--unshare-net'] },
  // Without a namespace of its own a supervisor that kills everything would kill the harness.
  'process namespace': {
    drop: ['--unshare-pid', '--as-pid-1'],
    without: ['PID_NAMESPACE', 'KILLING_EVERYTHING'],
  },
  'ipc namespace': { drop: ['--unshare-ipc'] },
  'user of its own': { without: ['OWN_USER'] },
  'no capabilities': {
    without: ['DROPPED_CAPABILITIES', 'OWN_USER'],
    // Who is not the superuser has none to add; the supervisor alone would get some.
    add: () => (process.geteuid?.() === 0 ? ['--cap-add', 'ALL'] : []),
  },
  'system call filter': { without: ['SYSTEM_CALL_FILTER'], drop: ['--disable-userns'] },
  'unreadable supervisor': { without: ['UNDUMPABLE'] },
  'killing everything': { without: ['KILLING_EVERYTHING'] },
  'watched harness': { without: ['WATCHED_HARNESS'] },
  'dying with the parent': { without: ['DYING_WITH_PARENT'], drop: ['--die-with-parent'] },
  'sealed input': { without: ['SEALED_INPUT'] },
  'files only': { without: ['FILES_ONLY'] },
  'no links followed': { without: ['FOLLOWING_NO_LINK'] },
  'secret nonce': { without: ['NONCE'] },
  'empty environment': {
    drop: ['--clearenv'],
    add: () => ['--setenv', SECRET_VARIABLE, process.env[SECRET_VARIABLE] ?? ''],
  },
  'minimal root': {
    add: ({ folder }) => [
      ...['--ro-bind', folder, folder, '--ro-bind-try', '/root', '/root'],
      ...['--ro-bind-try', '/etc/shadow', '/etc/shadow'],
    ],
  },
  'read-only root': { dropWithOperand: ['--remount-ro'] },
  'no way outside': {
    add: ({ folder, watched }) => ['--perms', '0755', '--dir', folder, '--bind', watched, watched],
  },
  'private work folder': { add: ({ shared }) => ['--bind', shared, '/work'] },
  'private folders': {
    add: ({ shared }) => ['--bind', shared, '/tmp', '--bind', shared, '/dev/shm'],
  },
};

function named(name: string): Weakening {
  const weakening = WEAKENINGS[name];
  if (weakening !== undefined) return weakening;
  const known = Object.keys(WEAKENINGS);
  const meant = closest(name, known);
  throw new UserError(
    `no defence is called "${name}": ${meant === null ? `there are ${known.join(', ')}` : `did you mean ${meant}?`}`,
  );
}

/** The macros that the supervisor needs to lack these defences. Throws `UserError` for a name that there is not. */
export function macrosWithout(names: readonly string[]): readonly string[] {
  return [...new Set(names.flatMap((name) => named(name).without ?? []))].sort();
}

/** Several weakenings of bubblewrap's arguments as one. */
export function argumentsWithout(names: readonly string[], canaries: Canaries) {
  const all = names.map(named);
  return {
    drop: all.flatMap(({ drop = [] }) => drop),
    dropWithOperand: all.flatMap(({ dropWithOperand = [] }) => dropWithOperand),
    add: all.flatMap(({ add }) => add?.(canaries) ?? []),
  };
}
