/** Something in Python that is not read here; the whole example test is left alone then. */
export class NotRead extends Error {}

export type Token =
  | { readonly kind: 'name' | 'number' | 'sign'; readonly text: string }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'line_end' };

const NUMBER = /^(?:\d+\.\d*|\.\d+|\d+)(?:[eE][+-]?\d+)?(?!\w)/;
const NAME = /^[A-Za-z_]\w*/;
const SIGN = /^(?:==|[-+<()[\]{}:,])/;
const QUOTED = /^(?:'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*")(?!['"\w])/;
const BLANK = /^(?:[ \t]+|#[^\n]*)/;
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', '\\': '\\', "'": "'", '"': '"' };

/**
 * Python cut into tokens, as far as assertions over literals need it: no prefixed or adjacent texts, no other signs. A
 * line ends outside of brackets only; indentation is not told. Throws `NotRead`.
 */
export function pythonTokens(source: string): Token[] {
  const tokens: Token[] = [];
  let depth = 0;
  let rest = source;
  const take = (pattern: RegExp): string | null => {
    const [found = null] = pattern.exec(rest) ?? [];
    if (found !== null) rest = rest.slice(found.length);
    return found;
  };
  while (rest !== '') {
    if (take(BLANK) !== null) continue;
    if (take(/^\r?\n/) !== null) {
      if (depth === 0) tokens.push({ kind: 'line_end' });
      continue;
    }
    const number = take(NUMBER);
    if (number !== null) {
      tokens.push({ kind: 'number', text: number });
      continue;
    }
    const name = take(NAME);
    if (name !== null) {
      tokens.push({ kind: 'name', text: name });
      continue;
    }
    const quoted = take(QUOTED);
    if (quoted !== null) {
      tokens.push({ kind: 'text', value: unescaped(quoted.slice(1, -1)) });
      continue;
    }
    const sign = take(SIGN);
    if (sign === null) throw new NotRead(rest.slice(0, 20));
    if ('([{'.includes(sign)) depth++;
    if (')]}'.includes(sign)) depth--;
    tokens.push({ kind: 'sign', text: sign });
  }
  return [...tokens, { kind: 'line_end' }];
}

function unescaped(inner: string): string {
  return inner.replace(/\\(.)/g, (whole, letter: string) => {
    const meant = ESCAPES[letter];
    if (meant === undefined) throw new NotRead(whole);
    return meant;
  });
}
