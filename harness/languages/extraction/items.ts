import type { Code } from './code.js';

/** What a definition is to the assembly of a program. */
export type ItemKind =
  /** Import, include, using, package: `order` before everything else. */
  | 'import'
  | 'function'
  /** Declared, not defined. */
  | 'prototype'
  | 'type'
  | 'value'
  /** Code that belongs to names without defining one: `impl X for Y`, methods of a Go type. */
  | 'attached';

export interface Item {
  readonly kind: ItemKind;
  /** What it defines; for `attached`, what it belongs to. */
  readonly names: readonly string[];
  /** Token range, `to` excluded. Comments right above belong to it. */
  readonly from: number;
  readonly to: number;
  /** Tokens of the body inside its braces; empty where there is none. */
  readonly inside: readonly [from: number, to: number] | null;
  /** Its braces close. */
  readonly complete: boolean;
  /** Types of the parameters, where a language allows one name with several lists of them; else null. */
  readonly parameters: readonly string[] | null;
}

/** Recognises the definition that begins at a token; looks ahead a bounded way, brackets in one step. */
export type Matcher = (code: Code, index: number) => Item | null;

/**
 * The definitions at the outer level of `code` (or of a range of its tokens); whatever else stands there, prose or
 * statements, is passed over.
 */
export function itemsOf(code: Code, match: Matcher, from = 0, to = code.length): readonly Item[] {
  const items: Item[] = [];
  let at = from;
  let fresh = true;
  while (at < to) {
    if (code.kind(at) === 'comment') {
      at++;
      continue;
    }
    const item: Item | null = fresh || code.isFirst(at) ? match(code, at) : null;
    if (item !== null) {
      items.push({ ...item, from: withComments(code, item.from, from) });
      at = Math.max(item.to, at + 1);
      fresh = true;
      continue;
    }
    const sign = code.kind(at) === 'sign' ? code.at(at) : '';
    const next = code.next(at);
    fresh = sign === ';' || sign === '{' || sign === '}';
    at = next;
  }
  return items;
}

function withComments(code: Code, from: number, least: number): number {
  let at = from;
  while (at > least && code.kind(at - 1) === 'comment' && code.isFirst(at - 1)) {
    const gap = code.text.slice(code.end(at - 1), code.start(at));
    if (gap.split('\n').length > 2) break;
    at--;
  }
  return at;
}

/**
 * Definitions that stand at the outer level. Where an answer begins inside a function, what looks like a variable up to
 * the brace that closes this function is a local one.
 */
export function outerItemsOf(code: Code, match: Matcher): readonly Item[] {
  const stray = firstStrayBrace(code);
  return itemsOf(code, match).filter(
    ({ kind, from }) => from > stray || (kind !== 'value' && kind !== 'prototype'),
  );
}

function firstStrayBrace(code: Code): number {
  for (let at = 0; at < code.length; at++) if (code.isSign(at, '}') && code.partner(at) === -1) return at;
  return -1;
}

/** Source of an item, comments above included. */
export function sourceOf(code: Code, item: Item): string {
  return code.text.slice(code.start(item.from), item.to === 0 ? 0 : code.end(item.to - 1));
}

/** An item and the code it stands in. */
export interface Placed {
  readonly code: Code;
  readonly item: Item;
}

/** The code whose needs are looked for. */
export interface Root {
  readonly words: ReadonlySet<string>;
  /** Names that it declares itself: a variable outside that is called the same is another. */
  readonly locals: ReadonlySet<string>;
}

export function rootOf(code: Code, from: number, to: number): Root {
  const locals = new Set<string>();
  for (let at = from; at < to; at++) if (code.isWord(at) && isDeclared(code, at)) locals.add(code.at(at));
  return { words: code.words(from, to), locals };
}

const NO_TYPES = new Set(['return', 'else', 'throw', 'new', 'case', 'in', 'delete', 'not', 'and', 'or', 'await']);

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
  if (item.kind === 'attached') return `attached ${code.text.slice(code.start(item.from), code.start(item.from) + 200)}`;
  const sort = item.kind === 'prototype' ? 'prototype' : 'definition';
  return [sort, ...item.names, '(', ...(item.parameters ?? [])].join(' ');
}
