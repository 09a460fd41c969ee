import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findSupervisor } from '../../sandbox/supervisor-build.js';
import { UserError } from '../../errors.js';
import type { Canaries } from '../canaries.js';
import { findVariant } from './supervisor-variant.js';
import { argumentsWithout, macrosWithout } from './weakening.js';

const quoted = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`;

/**
 * Writes a program that takes bubblewrap's place: it starts the real one with arguments that leave the named defences out.
 * So the sandbox that is attacked is ours in everything else.
 */
export async function weakenedBubblewrap(names: readonly string[], canaries: Canaries): Promise<string> {
  const { drop, dropWithOperand, add } = argumentsWithout(names, canaries);
  const without = macrosWithout(names);
  const supervisor = await findSupervisor();
  if (supervisor === undefined)
    throw new UserError("the sandbox's supervisor is not built: npx perforch setup");
  const variant = without.length > 0 ? await findVariant(without) : supervisor;
  const cases = [
    `${quoted(supervisor)}) word=${quoted(variant)} ;;`,
    ...(drop.length > 0 ? [`${drop.join('|')}) continue ;;`] : []),
    ...(dropWithOperand.length > 0 ? [`${dropWithOperand.join('|')}) operand=1; continue ;;`] : []),
  ];
  const adding = `added=1; set -- "$@" ${add.map(quoted).join(' ')}`;
  const script = `#!/bin/sh
# bubblewrap without: ${names.join(', ')}
for word do
  shift
  # Behind the first remounting nothing new can be made.
  if [ -z "$added" ] && { [ "$word" = --remount-ro ] || [ "$word" = -- ]; }; then ${adding}; fi
  if [ -n "$operand" ]; then operand=; continue; fi
  if [ -z "$over" ]; then
    case "$word" in
      --) over=1 ;;
      ${cases.join('\n      ')}
    esac
  fi
  set -- "$@" "$word"
done
exec /usr/bin/env bwrap "$@"
`;
  const path = join(canaries.folder, 'weakened-bwrap');
  await writeFile(path, script, { mode: 0o755 });
  return path;
}
