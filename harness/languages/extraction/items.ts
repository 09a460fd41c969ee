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
