import type { Code } from './code.js';
import { angleEnd, matchDeclaration, type FunctionStyle } from './functions.js';
import type { Item, ItemKind } from './items.js';

const STYLE: FunctionStyle = {
  never: new Set(
    (
      'if while for switch return else do case default break continue goto throw delete new catch try using typedef ' +
      'namespace template public private protected cout cin'
    ).split(' '),
  ),
  typeSigns: new Set(['*', '&', ':', '~']),
  constructors: false,
};

/** Definitions of C++ at namespace level. */
export function matchCpp(code: Code, index: number): Item | null {
  if (code.kind(index) === 'directive') return matchDirective(code, index);
  if (!code.isWord(index)) return null;
  let at = index;
  while (code.at(at) === 'template' && code.isSign(at + 1, '<')) {
    const end = angleEnd(code, at + 1);
    if (end === -1) return null;
    at = end + 1;
  }
  const word = code.at(at);
  if (word === 'using') return matchUsing(code, index, at);
  if (word === 'typedef') {
    const end = semicolon(code, at);
    return end === -1 ? null : item('type', [code.at(end - 1)], index, end + 1);
  }
  if (word === 'namespace') {
    const open = code.isWord(at + 1) ? at + 2 : at + 1;
    return code.isSign(open, '{')
      ? braced(code, 'type', open > at + 1 ? [code.at(at + 1)] : [], index, open, false)
      : null;
  }
  if (['struct', 'class', 'union', 'enum'].includes(word)) {
    const type = matchType(code, index, at);
    if (type !== null) return type;
  }
  return matchDeclaration(code, at, STYLE, index);
}

function matchDirective(code: Code, index: number): Item | null {
  const parts = /^#\s*(\w+)\s*(\w*)/.exec(code.at(index));
  if (parts?.[1] === 'include' || parts?.[1] === 'pragma') return item('import', [], index, index + 1);
  if (parts?.[1] === 'define') return item('value', [parts[2] ?? ''], index, index + 1);
  return null;
}

function matchUsing(code: Code, from: number, at: number): Item | null {
  const end = semicolon(code, at);
  if (end === -1 || end > at + 60) return null;
  return code.isSign(at + 2, '=')
    ? item('type', [code.at(at + 1)], from, end + 1)
    : item('import', [], from, end + 1);
}

function matchType(code: Code, from: number, at: number): Item | null {
  const name = ['class', 'struct'].includes(code.at(at + 1)) ? at + 2 : at + 1;
  if (!code.isWord(name)) return null;
  for (let open = name + 1; open < name + 30; open++) {
    if (code.isSign(open, '{')) return braced(code, 'type', [code.at(name)], from, open, true);
    if (open === name + 1 && code.isSign(open, ';'))
      return item('prototype', [code.at(name)], from, open + 1);
    if (open === name + 1 && !code.isSign(open, ':') && code.at(open) !== 'final') return null;
  }
  return null;
}

function braced(
  code: Code,
  kind: ItemKind,
  names: readonly string[],
  from: number,
  open: number,
  semi: boolean,
): Item {
  const close = code.partner(open);
  if (close === -1) return { ...item(kind, names, from, code.length), complete: false };
  const end = semi ? semicolon(code, close) : close;
  return item(kind, names, from, (end === -1 || end > close + 8 ? close : end) + 1);
}

function semicolon(code: Code, from: number): number {
  let at = from;
  for (let steps = 0; steps < 200; steps++) {
    if (code.isSign(at, ';')) return at;
    at = code.next(at);
  }
  return -1;
}

function item(kind: ItemKind, names: readonly string[], from: number, to: number): Item {
  return { kind, names, from, to, inside: null, complete: true, parameters: null };
}
