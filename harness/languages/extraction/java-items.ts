import type { Code } from './code.js';
import { matchDeclaration, type FunctionStyle } from './functions.js';
import type { Item } from './items.js';

const STYLE: FunctionStyle = {
  never: new Set(
    'if while for switch return else do case break continue throw new catch try assert package import yield'.split(
      ' ',
    ),
  ),
  typeSigns: new Set(['.', '&', '?']),
  constructors: true,
};

const MODIFIERS = new Set([
  ...'public private protected static final abstract strictfp sealed synchronized'.split(' '),
]);

/** Definitions of Java: in a file, in a class, or methods that stand without one. */
export function matchJava(code: Code, index: number): Item | null {
  const word = code.at(index);
  if (word === 'import' || word === 'package') {
    let end = index + 1;
    while (end < index + 40 && !code.isSign(end, ';')) {
      if (code.isFirst(end)) return null;
      end++;
    }
    return { ...EMPTY, kind: 'import', names: [], from: index, to: end + 1 };
  }
  let at = index;
  for (let steps = 0; steps < 20; steps++) {
    if (code.isSign(at, '@') && code.isWord(at + 1) && code.at(at + 1) !== 'interface') {
      at += 2;
      if (code.isSign(at, '(')) at = code.next(at);
    } else if (MODIFIERS.has(code.at(at))) at++;
    else break;
  }
  if (code.at(at) === 'static' && code.isSign(at + 1, '{')) return null;
  const isType = ['class', 'interface', 'enum', 'record'].includes(code.at(at)) && code.isWord(at + 1);
  if (isType) {
    const type = matchType(code, index, at);
    if (type !== null) return type;
  }
  return code.isWord(index) || code.isSign(index, '@') || code.isSign(index, '<')
    ? matchDeclaration(code, index, STYLE)
    : null;
}

const EMPTY = { inside: null, complete: true, parameters: null };

function matchType(code: Code, from: number, at: number): Item | null {
  for (let open = at + 2; open < at + 60; open = code.next(open)) {
    if (code.isSign(open, ';') || open >= code.length) return null;
    if (!code.isSign(open, '{')) continue;
    const close = code.partner(open);
    const to = close === -1 ? code.length : close + 1;
    const inside: [number, number] = [open + 1, close === -1 ? to : close];
    return {
      kind: 'type',
      names: [code.at(at + 1)],
      from,
      to,
      inside,
      complete: close !== -1,
      parameters: null,
    };
  }
  return null;
}
