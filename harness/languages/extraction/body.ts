import type { Code } from './code.js';
import type { Item } from './items.js';
import { isProse } from './prose.js';

/** Where a body that continues a declaration ends. */
export interface Body {
  readonly source: string;
  /** Tokens of `source`, `to` excluded. */
  readonly to: number;
  /** It closes every brace that the declaration opened itself, and no list marks stand between its statements. */
  readonly closed: boolean;
  /** It does, or could be closed without a guess. */
  readonly complete: boolean;
}

/**
 * Cuts behind the brace that closes the `depth`-th open one. A body that stops between two statements without closing
 * its braces was written to be put into the function, so they are added; one that stops anywhere else was cut off and
 * is left as it is.
 */
export function cutBody(code: Code, items: readonly Item[], depth: number, cutOff: boolean): Body {
  let left = depth;
  for (let at = 0; at < code.length; at++) {
    if (!code.isSign(at, '}') || code.partner(at) !== -1) continue;
    left--;
    if (left === 0)
      return {
        source: code.text.slice(0, code.end(at)),
        to: at + 1,
        closed: !hasMarkers(code, at),
        complete: true,
      };
  }
  const to = strangeFrom(code, items);
  const source = code.text.slice(0, to === 0 ? 0 : code.end(to - 1));
  const closable = endsStatement(code, to, cutOff && to === code.length);
  if (!closable) return { source, to, closed: false, complete: false };
  return { source: `${source}\n${'}\n'.repeat(left)}`, to, closed: false, complete: true };
}

/** Lines like `B:`, with which some models number their steps. */
function hasMarkers(code: Code, to: number): boolean {
  for (let at = 0; at < to; at++) {
    if (code.isFirst(at) && code.isSign(at + 1, ':') && /^[A-Z]:\s*$/.test(code.line(at))) return true;
  }
  return false;
}

/**
 * The first token, at the level of the body itself, of a line that cannot belong to it: prose, the end of a comment that
 * never began, a directive, a definition.
 */
function strangeFrom(code: Code, items: readonly Item[]): number {
  const definitions = new Set(
    items
      .filter(({ kind }) => kind !== 'value' && kind !== 'prototype')
      .map(({ from }) => code.skipComments(from)),
  );
  for (let at = 0; at < code.length; at = code.next(at)) {
    if (at === 0 || !code.isFirst(at) || code.kind(at) === 'comment') continue;
    if (code.kind(at) === 'directive' || (code.isSign(at, '*') && code.isSign(at + 1, '/'))) return at;
    if (definitions.has(at) || isProse(code.line(at))) return at;
  }
  return code.length;
}

function endsStatement(code: Code, to: number, cutOff: boolean): boolean {
  for (let at = 0; at < to; at++) {
    if ('{(['.includes(code.at(at)) && code.kind(at) === 'sign' && code.partner(at) === -1) return false;
  }
  let last = to - 1;
  while (code.kind(last) === 'comment') last--;
  if (last < 0) return false;
  if (!cutOff) return true;
  let first = last;
  while (first > 0 && !code.isFirst(first)) first--;
  return code.at(first) === 'return' || code.at(last) === '}';
}

/** What comes first, comments aside, is neither prose nor a definition with a body of its own. */
export function startsWithStatement(code: Code, items: readonly Item[]): boolean {
  const at = code.skipComments(0);
  if (at >= code.length || code.isSign(at, '}') || code.isSign(at, '/') || code.at(at) === 'package')
    return false;
  const first = items.find((item) => code.skipComments(item.from) === at);
  if (first !== undefined && first.kind !== 'value' && first.kind !== 'prototype') return false;
  return !isProse(code.line(at)) && looksLikeCode(code, at);
}

function looksLikeCode(code: Code, from: number): boolean {
  for (let at = from; at < code.length; at++) {
    if (code.at(at) === 'return' || (code.kind(at) === 'sign' && ';{}=('.includes(code.at(at)))) return true;
  }
  return false;
}

/** Something like statements is in there, whatever else is. */
export function hasStatements(code: Code): boolean {
  for (let at = 0; at < code.length; at++) {
    if (code.at(at) === 'return' && code.isFirst(at) && !isProse(code.line(at))) return true;
  }
  return false;
}
