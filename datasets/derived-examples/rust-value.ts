import type { Literal } from './python-literal.js';
import type { RustType } from './rust-type.js';

const RANGES: Readonly<Record<string, readonly [bigint, bigint]>> = {
  i32: [-(2n ** 31n), 2n ** 31n - 1n],
  i64: [-(2n ** 63n), 2n ** 63n - 1n],
  u32: [0n, 2n ** 32n - 1n],
  u64: [0n, 2n ** 64n - 1n],
  // Of a machine with 64 bits.
  usize: [0n, 2n ** 64n - 1n],
};

/**
 * A Python value as an expression of a type of Rust; null where it does not fit. A whole number fits a floating-point type, a
 * list or tuple a `Vec`, a text of one character a `char`; `None` fits nothing but an `Option`.
 */
export function rustValue(literal: Literal, type: RustType): string | null {
  switch (type.kind) {
    case 'reference':
      return type.of.kind === 'str'
        ? rustValue(literal, type.of)
        : prefixed('&', rustValue(literal, type.of));
    case 'option':
      return literal.kind === 'none' ? 'None' : wrapped('Some(', rustValue(literal, type.of), ')');
    case 'vec':
      return isSequence(literal)
        ? wrapped(
            'vec![',
            each(literal.items, () => type.of),
            ']',
          )
        : null;
    case 'tuple':
      return tupleOf(literal, type.of);
    case 'map':
      return mapOf(literal, type.key, type.value);
    case 'bool':
      return literal.kind === 'bool' ? String(literal.value) : null;
    case 'str':
      return literal.kind === 'text' ? quoted(literal.value, '"') : null;
    case 'String':
      return literal.kind === 'text' ? `String::from(${quoted(literal.value, '"')})` : null;
    case 'char':
      return literal.kind === 'text' && /^.$/su.test(literal.value) ? quoted(literal.value, "'") : null;
    case 'f32':
    case 'f64':
      return floatOf(literal);
    default:
      return intOf(literal, RANGES[type.kind]);
  }
}

function isSequence(literal: Literal): literal is Extract<Literal, { kind: 'list' | 'tuple' }> {
  return literal.kind === 'list' || literal.kind === 'tuple';
}

/** A list does not fit: its length is no part of what it is. */
function tupleOf(literal: Literal, types: readonly RustType[]): string | null {
  if (literal.kind !== 'tuple' || literal.items.length !== types.length) return null;
  return wrapped(
    '(',
    each(literal.items, (index) => types[index]),
    types.length === 1 ? ',)' : ')',
  );
}

function mapOf(literal: Literal, key: RustType, value: RustType): string | null {
  if (literal.kind !== 'dict') return null;
  const pairs = literal.entries.map((entry) =>
    wrapped(
      '(',
      each(entry, (index) => [key, value][index]),
      ')',
    ),
  );
  if (pairs.includes(null)) return null;
  return `std::collections::HashMap::from([${pairs.join(', ')}])`;
}

function each(literals: readonly Literal[], typeOf: (index: number) => RustType | undefined): string | null {
  const texts = literals.map((literal, index) => {
    const type = typeOf(index);
    return type === undefined ? null : rustValue(literal, type);
  });
  return texts.includes(null) ? null : texts.join(', ');
}

function intOf(literal: Literal, [least, most] = [0n, 0n] as readonly [bigint, bigint]): string | null {
  if (literal.kind !== 'int' || literal.value < least || literal.value > most) return null;
  return String(literal.value);
}

function floatOf(literal: Literal): string | null {
  if (literal.kind !== 'int' && literal.kind !== 'float') return null;
  const value = Number(literal.value);
  const isExact = literal.kind === 'float' || BigInt(value) === literal.value;
  if (!Number.isFinite(value) || !isExact) return null;
  const text = String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

function quoted(text: string, mark: '"' | "'"): string {
  const escaped = (text.match(/./gsu) ?? []).map((character) => {
    if (character === mark || character === '\\') return `\\${character}`;
    return /[ -~]/.test(character) ? character : `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
  });
  return `${mark}${escaped.join('')}${mark}`;
}

function wrapped(before: string, text: string | null, behind: string): string | null {
  return text === null ? null : `${before}${text}${behind}`;
}

function prefixed(before: string, text: string | null): string | null {
  return wrapped(before, text, '');
}
