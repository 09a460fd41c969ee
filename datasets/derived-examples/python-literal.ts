import { NotRead, type Token } from './python-tokens.js';

/** A value that is written out in Python. Whole numbers may be larger than a double has digits for. */
export type Literal =
  | { readonly kind: 'none' }
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'int'; readonly value: bigint }
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'list' | 'tuple'; readonly items: readonly Literal[] }
  | { readonly kind: 'dict'; readonly entries: readonly (readonly [Literal, Literal])[] };

const NAMED: Readonly<Record<string, Literal>> = {
  None: { kind: 'none' },
  True: { kind: 'bool', value: true },
  False: { kind: 'bool', value: false },
};

/** Reads tokens one after the other. */
export class TokenReader {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#tokens.length;
  }

  next(): Token {
    const token = this.#tokens[this.#at++];
    if (token === undefined) throw new NotRead('the end');
    return token;
  }

  /** Whether the next one, or the one `ahead` of it, is this name or sign. */
  sees(text: string, ahead = 0): boolean {
    const token = this.#tokens[this.#at + ahead];
    return token !== undefined && 'text' in token && token.kind !== 'number' && token.text === text;
  }

  get seesLineEnd(): boolean {
    return this.#tokens[this.#at]?.kind === 'line_end';
  }

  /** Takes the next one if a line ends there. */
  takesLineEnd(): boolean {
    const found = this.seesLineEnd;
    if (found) this.#at++;
    return found;
  }

  /** Takes the next one if it is this name or sign. */
  takes(text: string): boolean {
    const found = this.sees(text);
    if (found) this.#at++;
    return found;
  }

  expect(...texts: readonly string[]): void {
    for (const text of texts) if (!this.takes(text)) throw new NotRead(`no ${text}`);
  }

  name(): string {
    const token = this.next();
    if (token.kind !== 'name') throw new NotRead('no name');
    return token.text;
  }
}

/** A literal; nothing that has to be computed but a sign before a number. Throws `NotRead`. */
export function readLiteral(reader: TokenReader): Literal {
  if (reader.takes('-')) return negated(readNumber(reader.next()));
  if (reader.takes('[')) return { kind: 'list', items: readItems(reader, ']').items };
  if (reader.takes('(')) {
    const { items, commas } = readItems(reader, ')');
    const [only] = items;
    return only !== undefined && commas === 0 ? only : { kind: 'tuple', items };
  }
  if (reader.takes('{')) return readDict(reader);
  const token = reader.next();
  if (token.kind === 'text') return { kind: 'text', value: token.value };
  if (token.kind === 'name') return NAMED[token.text] ?? refuse(token.text);
  return readNumber(token);
}

/** Literals between commas up to a closing sign, which is taken, too. */
export function readItems(reader: TokenReader, closing: string): { items: Literal[]; commas: number } {
  const items: Literal[] = [];
  let commas = 0;
  while (!reader.takes(closing)) {
    items.push(readLiteral(reader));
    if (reader.takes(',')) commas++;
    else if (!reader.sees(closing)) throw new NotRead(`no ${closing}`);
  }
  return { items, commas };
}

function readDict(reader: TokenReader): Literal {
  const entries: [Literal, Literal][] = [];
  while (!reader.takes('}')) {
    const key = readLiteral(reader);
    reader.expect(':');
    entries.push([key, readLiteral(reader)]);
    if (!reader.takes(',') && !reader.sees('}')) throw new NotRead('no }');
  }
  return { kind: 'dict', entries };
}

function readNumber(token: Token): Literal {
  if (token.kind !== 'number') throw new NotRead('no number');
  return /^\d+$/.test(token.text)
    ? { kind: 'int', value: BigInt(token.text) }
    : { kind: 'float', value: Number(token.text) };
}

function negated(literal: Literal): Literal {
  if (literal.kind === 'int') return { kind: 'int', value: -literal.value };
  return literal.kind === 'float' ? { kind: 'float', value: -literal.value } : refuse('-');
}

function refuse(what: string): never {
  throw new NotRead(what);
}
