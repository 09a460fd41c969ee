import type { Code } from './code.js';
import { sourceOf, type Item } from './items.js';
import { isEntry, type Scope } from './java-parts.js';
import type { JavaFrame } from './java-frame.js';

/** A class that becomes `Solution`. */
export interface ClassText {
  readonly head: string;
  readonly members: readonly string[];
  readonly defined: ReadonlySet<string>;
  readonly words: ReadonlySet<string>;
}

/**
 * The class around `entry` without its `main`, its tests and what defines the entry point once more. Where the class
 * itself does not close, only the members that do are taken, as prose may follow them.
 */
export function classText(code: Code, scope: Scope, type: Item, entry: Item, frame: JavaFrame): ClassText {
  const className = type.names[0] ?? '';
  const dropped = scope.members.filter((member) => member !== entry && isDropped(code, member, frame));
  const kept = scope.members.filter(
    (member) => !dropped.includes(member) && (member.complete || member === entry),
  );
  const texts =
    type.complete && type.inside !== null
      ? [renamed(code, type.inside[0], type.inside[1], className, dropped)]
      : kept.map((member) => renamed(code, member.from, member.to, className, []));
  return {
    head: headOf(code, type),
    members: texts,
    defined: new Set(kept.flatMap((member) => member.names)),
    words: code.words(type.from, type.to),
  };
}

function isDropped(code: Code, member: Item, frame: JavaFrame): boolean {
  if (member.kind !== 'function') return false;
  return (
    member.names.includes('main') ||
    isEntry(member, frame) ||
    /@(?:Test|Before|After)/.test(sourceOf(code, member))
  );
}

/** The tokens from `from` up to `to`, `dropped` left out, the class called `Solution`. */
function renamed(code: Code, from: number, to: number, name: string, dropped: readonly Item[]): string {
  const skip = new Map(dropped.map((item) => [item.from, item.to]));
  let text = '';
  let copied = code.start(from);
  for (let at = from; at < to; at++) {
    const end = skip.get(at);
    if (end !== undefined) {
      text += code.text.slice(copied, code.start(at)).trimEnd();
      copied = code.end(end - 1);
      at = end - 1;
    } else if (code.isWord(at) && code.at(at) === name && name !== 'Solution') {
      text += `${code.text.slice(copied, code.start(at))}Solution`;
      copied = code.end(at);
    }
  }
  return text + code.text.slice(copied, Math.max(copied, code.end(to - 1)));
}

/** `class Solution` with what the answer's class extends and implements. */
function headOf(code: Code, type: Item): string {
  let at = type.from;
  while (at < type.to && code.at(at) !== 'class') at++;
  if (type.inside === null || code.at(at) !== 'class') return 'class Solution';
  const rest = code.text.slice(code.end(at + 1), code.start(type.inside[0] - 1)).trim();
  return rest === '' ? 'class Solution' : `class Solution ${rest}`;
}
