const NUMBERS = ['i32', 'i64', 'u32', 'u64', 'usize', 'f32', 'f64'] as const;
const PLAIN = [...NUMBERS, 'bool', 'char', 'str', 'String'] as const;

/** A type of Rust in which a value can be written out. */
export type RustType =
  | { readonly kind: (typeof PLAIN)[number] }
  | { readonly kind: 'reference' | 'vec' | 'option'; readonly of: RustType }
  | { readonly kind: 'tuple'; readonly of: readonly RustType[] }
  | { readonly kind: 'map'; readonly key: RustType; readonly value: RustType };

export interface RustSignature {
  readonly parameters: readonly RustType[];
  readonly returned: RustType;
  /** As it is written. */
  readonly returnedText: string;
}

class NoType extends Error {}

/**
 * The types of `name(parameter: Type, ...) -> Type`. Null where one of them is no `RustType`, or where it is another kind of
 * signature (type parameters, lifetimes, no result).
 */
export function rustSignature(signature: string): RustSignature | null {
  const [, inside, returnedText = ''] = /^\w+\s*\((.*)\)\s*->\s*(.*?)\s*$/.exec(signature) ?? [];
  if (inside === undefined) return null;
  try {
    const words = new Words(inside);
    const parameters: RustType[] = [];
    while (words.hasMore()) {
      words.takes('mut');
      words.word();
      words.expect(':');
      parameters.push(readType(words));
      if (words.hasMore()) words.expect(',');
    }
    return { parameters, returned: wholeType(returnedText), returnedText };
  } catch (error) {
    if (error instanceof NoType) return null;
    throw error;
  }
}

function wholeType(text: string): RustType {
  const words = new Words(text);
  const type = readType(words);
  if (words.hasMore()) throw new NoType(text);
  return type;
}

function readType(words: Words): RustType {
  if (words.takes('&')) return { kind: 'reference', of: readType(words) };
  if (words.takes('(')) {
    const of: RustType[] = [];
    while (!words.takes(')')) {
      of.push(readType(words));
      if (!words.takes(',') && !words.sees(')')) throw new NoType('tuple');
    }
    return { kind: 'tuple', of };
  }
  const name = words.word();
  const plain = PLAIN.find((known) => known === name);
  if (plain !== undefined) return { kind: plain };
  if (name === 'Vec') return { kind: 'vec', of: between(words) };
  if (name === 'Option') return { kind: 'option', of: between(words) };
  if (name !== 'HashMap') throw new NoType(name);
  words.expect('<');
  const key = readType(words);
  words.expect(',');
  const value = readType(words);
  words.expect('>');
  return { kind: 'map', key, value };
}

function between(words: Words): RustType {
  words.expect('<');
  const type = readType(words);
  words.expect('>');
  return type;
}

/** Words and signs of a signature, one after the other. */
class Words {
  readonly #words: readonly string[];
  #at = 0;

  constructor(text: string) {
    this.#words = text.match(/\w+|\S/g) ?? [];
  }

  hasMore(): boolean {
    return this.#at < this.#words.length;
  }

  sees(word: string): boolean {
    return this.#words[this.#at] === word;
  }

  takes(word: string): boolean {
    const found = this.sees(word);
    if (found) this.#at++;
    return found;
  }

  expect(word: string): void {
    if (!this.takes(word)) throw new NoType(`no ${word}`);
  }

  word(): string {
    const word = this.#words[this.#at++] ?? '';
    if (!/^\w+$/.test(word)) throw new NoType(word);
    return word;
  }
}
