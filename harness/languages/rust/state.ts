import { Code } from '../extraction/code.js';
import { TEXT } from './around-tests.js';

const MACROS = new Set(['thread_local', 'lazy_static']);
/** A static of these alone never changes. */
const UNCHANGING = new Set(
  'str static bool char f32 f64 i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize fn Option'.split(' '),
);

/** Statics that change, or that are computed when they are first used. */
export function stateKept(program: string): readonly string[] {
  const code = new Code(program, TEXT);
  const found: string[] = [];
  for (let at = 0; at < code.length; at++) {
    if (!code.isWord(at)) continue;
    const word = code.at(at);
    if (MACROS.has(word) && code.isSign(at + 1, '!')) found.push(`${word}!`);
    else if (word === 'static' && !code.isSign(at - 1, "'")) {
      if (['mut', 'ref'].includes(code.at(at + 1)))
        found.push(`static ${code.at(at + 1)} ${code.at(at + 2)}`);
      else if (code.isSign(at + 2, ':') && changes(code, at + 3)) found.push(`static ${code.at(at + 1)}`);
    }
  }
  return found;
}

function changes(code: Code, type: number): boolean {
  for (let at = type; at < code.length; at++) {
    if (code.isSign(at, '=')) return false;
    if (code.isSign(at, ';') && !isInArray(code, type, at)) return false;
    if (code.isWord(at) && !UNCHANGING.has(code.at(at)) && !isLength(code, at)) return true;
  }
  return false;
}

/** The semicolon of `[T; N]` doesn't end the type. */
function isInArray(code: Code, type: number, semicolon: number): boolean {
  for (let at = type; at < semicolon; at++) {
    if (code.isSign(at, '[') && code.partner(at) > semicolon) return true;
  }
  return false;
}

function isLength(code: Code, at: number): boolean {
  return code.isSign(at - 1, ';') && code.isSign(at + 1, ']');
}
