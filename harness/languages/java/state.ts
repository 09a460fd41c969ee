import { Code } from '../extraction/code.js';
import { angleEnd } from '../extraction/functions.js';
import { JAVA_LEXIS } from '../extraction/java-frame.js';

const MODIFIERS = new Set('public protected private static final volatile transient'.split(' '));
const NOT_FIELDS = new Set(
  'class interface enum record sealed abstract synchronized native strictfp void'.split(' '),
);
const CONSTANT_TYPES = new Set('boolean byte short char int long float double String'.split(' '));

/** Static fields that are no compile-time constants, and static blocks. */
export function stateKept(program: string): readonly string[] {
  const code = new Code(program, JAVA_LEXIS);
  const found: string[] = [];
  for (let at = 0; at < code.length; at++) {
    if (code.at(at) !== 'static' || !code.isWord(at) || code.at(at - 1) === 'import') continue;
    const type = afterModifiers(code, at);
    if (code.isSign(type, '{')) found.push('static block');
    else if (code.isWord(type) && !NOT_FIELDS.has(code.at(type))) {
      const name = nameBehind(code, type);
      if (code.isWord(name) && !code.isSign(name + 1, '(') && !isConstant(code, at, type, name))
        found.push(`static field ${code.at(name)}`);
    }
  }
  return found;
}

function afterModifiers(code: Code, from: number): number {
  let at = from;
  while (MODIFIERS.has(code.at(at)) || code.kind(at) === 'comment') at++;
  return at;
}

/** The token behind a type such as `java.util.Map<K, V>[]`. */
function nameBehind(code: Code, type: number): number {
  let at = type + 1;
  while (code.isSign(at, '.')) at += 2;
  if (code.isSign(at, '<')) at = angleEnd(code, at) + 1;
  while (code.isSign(at, '.')) at += 2;
  while (code.isSign(at, '[')) at = code.next(at);
  return at;
}

function isConstant(code: Code, from: number, type: number, name: number): boolean {
  const isFinal = [from - 2, from - 1, ...range(from, type)].some((at) => code.at(at) === 'final');
  if (!isFinal || name !== type + 1 || !CONSTANT_TYPES.has(code.at(type)) || !code.isSign(name + 1, '='))
    return false;
  for (let at = name + 2; at < code.length && !code.isSign(at, ';'); at++) {
    const isCall = code.isWord(at) && code.isSign(at + 1, '(');
    if (isCall || code.at(at) === 'new' || ['[', '{', ','].some((sign) => code.isSign(at, sign)))
      return false;
  }
  return true;
}

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from }, (_, i) => from + i);
}
