import type { Code } from './code.js';
import { angleEnd } from './functions.js';
import type { Item, ItemKind } from './items.js';

const MODIFIERS = new Set(['pub', 'async', 'unsafe', 'extern', 'default']);

/** Definitions of Rust at module level. */
export function matchRust(code: Code, index: number): Item | null {
  let at = index;
  while (code.isSign(at, '#') && code.isSign(at + 1, '[') && code.partner(at + 1) !== -1)
    at = code.next(at + 1);
  for (let steps = 0; steps < 12; steps++) {
    const isConstFn =
      code.at(at) === 'const' && ['fn', 'unsafe', 'async', 'extern'].includes(code.at(at + 1));
    if (code.at(at) === 'extern' && code.at(at + 1) === 'crate') break;
    if (!MODIFIERS.has(code.at(at)) && !isConstFn) break;
    at++;
    if (code.isSign(at, '(') || code.kind(at) === 'text') at = code.next(at);
  }
  switch (code.at(at)) {
    case 'use':
      return ending(code, 'import', [], index, at);
    case 'extern':
      return ending(code, 'import', [code.at(at + 2)], index, at);
    case 'fn':
      return matchFn(code, index, at);
    case 'struct':
    case 'enum':
    case 'union':
    case 'trait':
    case 'mod':
    case 'type':
      return code.isWord(at + 1) ? ending(code, 'type', [code.at(at + 1)], index, at) : null;
    case 'const':
    case 'static': {
      const name = code.at(at + 1) === 'mut' ? at + 2 : at + 1;
      return code.isSign(name + 1, ':') ? ending(code, 'value', [code.at(name)], index, at) : null;
    }
    case 'macro_rules':
      return code.isSign(at + 1, '!') ? ending(code, 'function', [code.at(at + 2)], index, at) : null;
    case 'impl':
      return matchImpl(code, index, at);
    default:
      return null;
  }
}

function matchFn(code: Code, from: number, at: number): Item | null {
  const name = at + 1;
  if (!code.isWord(name)) return null;
  let open = name + 1;
  if (code.isSign(open, '<')) {
    const end = angleEnd(code, open);
    if (end === -1) return null;
    open = end + 1;
  }
  if (!code.isSign(open, '(') || code.partner(open) === -1) return null;
  const found = ending(code, 'function', [code.at(name)], from, code.next(open));
  return found?.inside === null ? null : found;
}

/** `impl Trait for Type`: belongs to both, as each needs it only where the other is. */
function matchImpl(code: Code, from: number, at: number): Item | null {
  let start = at + 1;
  if (code.isSign(start, '<')) start = angleEnd(code, start) + 1;
  if (start === 0) return null;
  const names: string[] = [];
  let target = '';
  for (let index = start; index < start + 60; index = code.next(index)) {
    if (code.isSign(index, '{') || code.at(index) === 'where') break;
    if (code.isSign(index, '<')) {
      const end = angleEnd(code, index);
      if (end === -1) return null;
      index = end;
      continue;
    }
    if (code.at(index) === 'for') {
      names.push(target);
      target = '';
    } else if (code.isWord(index) && !['dyn', 'mut'].includes(code.at(index))) target = code.at(index);
  }
  names.push(target);
  return ending(code, 'attached', names.filter(Boolean), from, start);
}

/** Ends with a semicolon or with the closing brace of the first block. */
function ending(
  code: Code,
  kind: ItemKind,
  names: readonly string[],
  from: number,
  start: number,
): Item | null {
  const use = kind === 'import' || kind === 'value';
  let at = start;
  for (let steps = 0; steps < 400 && at < code.length; steps++) {
    if (code.isSign(at, ';')) return item(kind, names, from, at + 1, null, true);
    if (code.isSign(at, '{') && !use) {
      const close = code.partner(at);
      const to = close === -1 ? code.length : close + 1;
      return item(kind, names, from, to, [at + 1, close === -1 ? to : close], close !== -1);
    }
    at = code.next(at);
  }
  return null;
}

function item(
  kind: ItemKind,
  names: readonly string[],
  from: number,
  to: number,
  inside: readonly [number, number] | null,
  complete: boolean,
): Item {
  return { kind, names, from, to, inside, complete, parameters: null };
}
