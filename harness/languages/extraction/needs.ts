import { Code } from './code.js';
import type { Placed } from './items.js';
import type { Lexis } from './lexer.js';

/** The code whose needs are looked for. */
export interface Root {
  readonly words: ReadonlySet<string>;
  /** Names that it declares itself: a variable outside that is called the same is another. */
  readonly locals: ReadonlySet<string>;
}

/** A range of tokens, and names that are needed whether it mentions them or not. */
export function rootOf(code: Code, from: number, to: number, besides: readonly string[] = []): Root {
  const locals = new Set<string>();
  for (let at = from; at < to; at++) if (code.isWord(at) && isDeclared(code, at)) locals.add(code.at(at));
  return { words: new Set([...code.words(from, to), ...besides]), locals };
}

/** A body, whose parameters stand in the opening that it continues. */
export function bodyRoot(code: Code, to: number, opening: string, lexis: Lexis): Root {
  const head = new Code(opening, lexis);
  const { words, locals } = rootOf(code, 0, to);
  return { words, locals: new Set([...locals, ...rootOf(head, 0, head.length).locals]) };
}

const NO_TYPES = new Set([
  'return',
  'else',
  'throw',
  'new',
  'case',
  'in',
  'delete',
  'not',
  'and',
  'or',
  'await',
]);

/** `int name =`, `vector<int> name;`, `let mut name`, `name :=`. */
function isDeclared(code: Code, at: number): boolean {
  if (code.isSign(at + 1, ':') && code.isSign(at + 2, '=')) return true;
  const typed = (code.isWord(at - 1) && !NO_TYPES.has(code.at(at - 1))) || code.isSign(at - 1, '>');
  return typed && code.kind(at + 1) === 'sign' && '=;,):[({'.includes(code.at(at + 1));
}

/**
 * Definitions of the names that `root` mentions, and of the names that those mention. Of several equal definitions a complete
 * one counts, then the last one for which `before` holds, else the first. `pools` are searched in order; what an
 * earlier one defines, a later one need not. Each pool's result is in source order.
 */
export function neededBy(
  root: Root,
  pools: readonly (readonly Placed[])[],
  before: (placed: Placed) => boolean,
  excluded: (placed: Placed) => boolean,
): readonly (readonly Placed[])[] {
  const found = pools.map((pool) => index(pool, before, excluded));
  const taken = new Set<Placed>();
  const seen = new Set<string>();
  const queue = [...root.words];
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (seen.has(name)) continue;
    seen.add(name);
    const definitions = found.map((byName) => byName.get(name) ?? []).find((list) => list.length > 0) ?? [];
    for (const placed of definitions) {
      if (taken.has(placed) || (placed.item.kind === 'value' && root.locals.has(name))) continue;
      taken.add(placed);
      for (const word of placed.code.words(placed.item.from, placed.item.to)) queue.push(word);
    }
  }
  return pools.map((pool) => pool.filter((placed) => taken.has(placed)));
}

function index(
  pool: readonly Placed[],
  before: (placed: Placed) => boolean,
  excluded: (placed: Placed) => boolean,
): ReadonlyMap<string, readonly Placed[]> {
  const chosen = new Map<string, Placed>();
  const rank = (placed: Placed): number => (placed.item.complete ? 2 : 0) + (before(placed) ? 1 : 0);
  for (const placed of pool) {
    if (excluded(placed)) continue;
    const key = identity(placed);
    const other = chosen.get(key);
    const better =
      other === undefined || rank(placed) > rank(other) || (rank(placed) === rank(other) && before(placed));
    if (better) chosen.set(key, placed);
  }
  const byName = new Map<string, Placed[]>();
  for (const placed of chosen.values()) {
    for (const name of placed.item.names) {
      const list = byName.get(name);
      if (list === undefined) byName.set(name, [placed]);
      else list.push(placed);
    }
  }
  return byName;
}

/** Two definitions with one identity cannot stand in one program. */
function identity({ item, code }: Placed): string {
  if (item.kind === 'attached')
    return `attached ${code.text.slice(code.start(item.from), code.start(item.from) + 200)}`;
  const sort = item.kind === 'prototype' ? 'prototype' : 'definition';
  return [sort, ...item.names, '(', ...(item.parameters ?? [])].join(' ');
}
