import { tokenise, type Lexis, type Token } from './lexer.js';

/** Text with its tokens and the partner of every bracket. */
export class Code {
  readonly tokens: readonly Token[];
  private readonly partners: Int32Array;

  constructor(
    readonly text: string,
    lexis: Lexis,
  ) {
    this.tokens = tokenise(text, lexis);
    this.partners = pair(this);
  }

  get length(): number {
    return this.tokens.length;
  }

  /** The token's text; empty beyond either end, so that looking around needs no checks. */
  at(index: number): string {
    const token = this.tokens[index];
    return token === undefined ? '' : this.text.slice(token.start, token.end);
  }

  kind(index: number): Token['kind'] | 'none' {
    return this.tokens[index]?.kind ?? 'none';
  }

  isWord(index: number): boolean {
    return this.tokens[index]?.kind === 'word';
  }

  isSign(index: number, sign: string): boolean {
    const token = this.tokens[index];
    return token?.kind === 'sign' && this.text.charCodeAt(token.start) === sign.charCodeAt(0);
  }

  isFirst(index: number): boolean {
    return this.tokens[index]?.first ?? true;
  }

  start(index: number): number {
    return this.tokens[index]?.start ?? this.text.length;
  }

  end(index: number): number {
    return this.tokens[index]?.end ?? this.text.length;
  }

  /** Index of the bracket that closes the one at `index`; -1 where none does. */
  partner(index: number): number {
    return this.partners[index] ?? -1;
  }

  /** The token behind the one at `index`, or behind its partner where that one opens a bracket. */
  next(index: number): number {
    const partner = this.partner(index);
    return (partner > index ? partner : index) + 1;
  }

  /** The first token from `index` on that is no comment. */
  skipComments(index: number): number {
    let at = index;
    while (this.kind(at) === 'comment') at++;
    return at;
  }

  /** From the token to the end of its line. */
  line(index: number): string {
    const end = this.text.indexOf('\n', this.start(index));
    return this.text.slice(this.start(index), end === -1 ? undefined : end);
  }

  /** Names that the tokens from `from` up to `to` mention. */
  words(from: number, to: number): ReadonlySet<string> {
    const words = new Set<string>();
    for (let at = from; at < to; at++) if (this.isWord(at)) words.add(this.at(at));
    return words;
  }
}

const OPENS: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** A closing brace outranks open parentheses, as a statement cannot end in the middle of one. */
function pair(code: Code): Int32Array {
  const partners = new Int32Array(code.length).fill(-1);
  const open: { readonly index: number; readonly close: string }[] = [];
  let braces = 0;
  const close = (index: number): void => {
    const last = open.pop();
    if (last === undefined) return;
    partners[last.index] = index;
    partners[index] = last.index;
  };
  for (let index = 0; index < code.length; index++) {
    if (code.kind(index) !== 'sign') continue;
    const sign = code.at(index);
    const closing = OPENS[sign];
    if (closing !== undefined) {
      open.push({ index, close: closing });
      if (sign === '{') braces++;
    } else if (sign === '}' && braces > 0) {
      while (open.at(-1)?.close !== '}') open.pop();
      close(index);
      braces--;
    } else if ((sign === ')' || sign === ']') && open.at(-1)?.close === sign) close(index);
  }
  return partners;
}
