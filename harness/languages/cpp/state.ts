import { Code } from '../extraction/code.js';
import { matchCpp } from '../extraction/cpp-items.js';
import { angleEnd } from '../extraction/functions.js';
import { itemsOf, type Item } from '../extraction/items.js';
import { TEXT } from './around-tests.js';

/** Variables that outlive a call: globals that may change, statics, and those that are computed once. */
export function stateKept(program: string): readonly string[] {
  const code = new Code(program, TEXT);
  return [...new Set([...globalsOf(code, 0, code.length), ...nameless(code), ...staticsOf(code)])];
}

function globalsOf(code: Code, from: number, to: number): string[] {
  return itemsOf(code, matchCpp, from, to).flatMap((item) => {
    const start = code.skipComments(item.from);
    if (code.at(start) === 'namespace') {
      const open = code.isSign(start + 1, '{') ? start + 1 : start + 2;
      return globalsOf(code, open + 1, item.to - 1);
    }
    const name = item.kind === 'type' ? declaredBehind(code, item) : item.names[0];
    const isVariable =
      item.kind === 'type' ||
      item.kind === 'value' ||
      (item.kind === 'prototype' && isInitialised(code, item));
    if (!isVariable || name === undefined || code.kind(start) === 'directive') return [];
    const words = code.words(start, valueOf(code, start, item.to));
    return isUnchanging(code, words, valueOf(code, start, item.to), item.to) ? [] : [`global ${name}`];
  });
}

/** `struct State {...} name;` */
function declaredBehind(code: Code, item: Item): string | undefined {
  const name = item.to - 2;
  const isTypedef = code.at(code.skipComments(item.from)) === 'typedef';
  return code.isWord(name) && code.isSign(name - 1, '}') && !isTypedef ? code.at(name) : undefined;
}

/** `struct {...} name;` */
function nameless(code: Code): string[] {
  const found: string[] = [];
  for (let at = 0; at < code.length; at = code.next(at)) {
    const name = code.next(at + 1);
    const opens = ['struct', 'class', 'union'].includes(code.at(at)) && code.isSign(at + 1, '{');
    if (opens && code.isWord(name) && code.at(at - 1) !== 'typedef') found.push(`global ${code.at(name)}`);
  }
  return found;
}

/** `vector<int> memo(100, 0);` looks like a function that is declared. */
function isInitialised(code: Code, { from, to }: Item): boolean {
  const open = range(from, to).find((at) => code.isSign(at, '('));
  if (open === undefined || code.isSign(open + 1, ')')) return false;
  const inside = range(open + 1, code.next(open) - 1);
  const hasValue = inside.some((at) => code.kind(at) === 'number' || code.kind(at) === 'text');
  const hasDeclaration = inside.some(
    (at) => code.isWord(at) && (code.isWord(at + 1) || /[&*>]/.test(code.at(at + 1))),
  );
  return hasValue || !hasDeclaration;
}

function staticsOf(code: Code): string[] {
  const found: string[] = [];
  for (let at = 0; at < code.length; at++) {
    const word = code.isWord(at) ? code.at(at) : '';
    if (word === 'thread_local' && code.at(at + 1) !== 'static')
      found.push(`thread_local ${nameFrom(code, at)}`);
    if (word !== 'static') continue;
    const value = valueOf(code, at, code.length);
    const end = range(value, code.length).find((place) => code.isSign(place, ';')) ?? code.length;
    if (isFunction(code, value)) continue;
    const words = code.words(Math.max(0, at - 2), value);
    if (!isUnchanging(code, words, value, end)) found.push(`static ${nameFrom(code, at)}`);
  }
  return found;
}

/** Where a declaration's name is over: at its value, its parameters or its end. */
function valueOf(code: Code, from: number, to: number): number {
  let at = from;
  while (at < to && !'=({;['.split('').some((sign) => code.isSign(at, sign))) {
    const end = code.isSign(at, '<') ? angleEnd(code, at) : -1;
    at = end === -1 ? at + 1 : end + 1;
  }
  return at;
}

function nameFrom(code: Code, at: number): string {
  return code.at(valueOf(code, at, code.length) - 1);
}

function isFunction(code: Code, open: number): boolean {
  if (!code.isSign(open, '(')) return false;
  const behind = code.next(open);
  return (
    code.isSign(behind, '{') ||
    ['const', 'noexcept', 'override'].includes(code.at(behind)) ||
    code.isSign(behind, '-')
  );
}

/** A constant whose value is written down: nothing was computed that a later call could profit from. */
function isUnchanging(code: Code, words: ReadonlySet<string>, value: number, end: number): boolean {
  if (words.has('constexpr')) return true;
  if (!words.has('const') || words.has('mutable')) return false;
  return range(value, end).every(
    (at) =>
      !code.isWord(at) ||
      ['true', 'false', 'nullptr', 'string', 'std'].includes(code.at(at)) ||
      isType(code, at),
  );
}

/** `vector<int>{1, 2}` names types beside its values; what is called has a parenthesis behind it. */
function isType(code: Code, at: number): boolean {
  return !code.isSign(at + 1, '(') && /[<{>:,]/.test(code.at(at + 1));
}

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);
}
