import type { Code } from './code.js';
import type { Item } from './items.js';
import { isProse } from './prose.js';

/** How C++ and Java write functions and variables: type, name, parameters. */
export interface FunctionStyle {
  /** Words that no declaration begins with or contains. */
  readonly never: ReadonlySet<string>;
  /** Signs that may stand in a type beside brackets. */
  readonly typeSigns: ReadonlySet<string>;
  /** A name without a type may be a constructor. */
  readonly constructors: boolean;
}

const LOOK_AHEAD = 80;

/** The function, prototype or variable whose declaration begins at `index`; `from` is where its source begins. */
export function matchDeclaration(
  code: Code,
  index: number,
  style: FunctionStyle,
  from: number = index,
): Item | null {
  if (isProse(code.line(index))) return null;
  let at = index;
  let words = 0;
  for (; at < index + LOOK_AHEAD; at++) {
    const text = code.at(at);
    if (code.kind(at) === 'comment') continue;
    if (at > index && code.isFirst(at) && !continues(code, index, at)) return null;
    if (code.isWord(at)) {
      if (style.never.has(text)) return null;
      words++;
    } else if (code.kind(at) !== 'sign') return null;
    else if (text === '@') {
      at++;
      while (code.isSign(at + 1, '.')) at += 2;
      if (code.isSign(at + 1, '(')) at = code.next(at + 1) - 1;
    } else if (text === '<') {
      const end = angleEnd(code, at);
      if (end === -1) return null;
      at = end;
    } else if (text === '[') at = code.next(at) - 1;
    else if (!style.typeSigns.has(text)) break;
  }
  const name = at - 1;
  if (code.isSign(name - 1, ':') && words < 3) return null;
  if (code.isSign(at, '(') && code.isWord(name) && (words > 1 || style.constructors)) {
    return matchFunction(code, at, from) ?? (words > 1 ? matchVariable(code, at, name, from) : null);
  }
  return words > 1 ? matchVariable(code, at, name, from) : null;
}

/** A return type may stand on the line above the name. */
function continues(code: Code, index: number, at: number): boolean {
  const line = code.text.slice(code.start(index), code.end(at - 1));
  const annotated = code.isSign(index, '@');
  return annotated || (code.isSign(at + 1, '(') && !line.includes('\n') && !isProse(line));
}

function matchFunction(code: Code, open: number, from: number): Item | null {
  const close = code.partner(open);
  if (close === -1) return null;
  const base = { names: [code.at(open - 1)], from, parameters: parameterTypes(code, open + 1, close) };
  for (let at = close + 1; at < close + 40; at = code.next(at)) {
    if (code.isSign(at, ';')) return { ...base, kind: 'prototype', to: at + 1, inside: null, complete: true };
    if (code.isSign(at, '{')) {
      const end = code.partner(at);
      const to = end === -1 ? code.length : end + 1;
      return { ...base, kind: 'function', to, inside: [at + 1, end === -1 ? to : end], complete: end !== -1 };
    }
    const fits = code.isWord(at) || code.kind(at) === 'comment' || '-><:*&,.['.includes(code.at(at) || ' ');
    if (!fits) return null;
  }
  return null;
}

function matchVariable(code: Code, at: number, name: number, from: number): Item | null {
  const sign = code.at(at);
  if (!['=', ';', '{', ',', '('].includes(sign)) return null;
  let nameAt = name;
  while (nameAt > from && !code.isWord(nameAt)) nameAt--;
  const names = [code.at(nameAt)];
  let end = at;
  for (let steps = 0; !code.isSign(end, ';'); steps++) {
    if (steps > 200 || end >= code.length) return null;
    if (code.isSign(end, ',') && code.isWord(end + 1)) names.push(code.at(end + 1));
    end = code.next(end);
  }
  return { kind: 'value', names, from, to: end + 1, inside: null, complete: true, parameters: null };
}

/** Index of the `>` that closes the `<` at `open`; -1 where it is none that holds types. */
export function angleEnd(code: Code, open: number): number {
  let depth = 0;
  for (let at = open; at < open + 200; at = code.next(at)) {
    const text = code.at(at);
    if (text === '<') depth++;
    else if (text === '>' && !(code.isSign(at - 1, '-') && code.end(at - 1) === code.start(at))) {
      depth--;
      if (depth === 0) return at;
    } else if (text === ';' || text === '{' || text === '') return -1;
  }
  return -1;
}

/** Each parameter without its name and default, white space removed. */
export function parameterTypes(code: Code, from: number, to: number): readonly string[] {
  const list: string[][] = [[]];
  let value = false;
  for (let at = from; at < to; at++) {
    const text = code.at(at);
    if (code.kind(at) === 'comment') continue;
    if (text === '<') {
      const end = angleEnd(code, at);
      if (end !== -1 && end < to) {
        if (!value) for (let inner = at; inner <= end; inner++) list.at(-1)?.push(code.at(inner));
        at = end;
        continue;
      }
    }
    if (text === ',') {
      list.push([]);
      value = false;
    } else if (text === '=') value = true;
    else if (!value) {
      const end = code.next(at);
      for (; at < end; at++) list.at(-1)?.push(code.at(at));
      at = end - 1;
    }
  }
  if (list.length === 1 && list[0]?.length === 0) return [];
  return list.map((words) =>
    (words.length > 1 && /^\w+$/.test(words.at(-1) ?? '') ? words.slice(0, -1) : words).join(''),
  );
}
