const TOKEN =
  /\s*(?:(?<scalar>-?(?:\d+\.\d*(?:[eE][-+]?\d+)?|\.\d+|\d+(?:[eE][-+]?\d+)?)|True|False|None|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*")(?![\w.'"])|(?<sign>[[\](){},:]))/y;
const CLOSERS: Readonly<Record<string, string>> = { '[': ']', '(': ')', '{': '}' };
const MOST_DEEP = 50;

/** Whether a text is one Python literal: numbers, strings, constants, and lists, tuples, sets and dicts of them. */
export function isPythonLiteral(text: string): boolean {
  const tokens = tokensOf(text.trim());
  if (tokens === null || tokens.length === 0) return false;
  return valueFrom(tokens, 0, 0) === tokens.length;
}

function tokensOf(text: string): string[] | null {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const groups = TOKEN.exec(text)?.groups;
    if (groups === undefined) return null;
    tokens.push(groups['sign'] ?? 'value');
  }
  return tokens;
}

/** Where the value that begins at `at` ends; -1 where none does. */
function valueFrom(tokens: readonly string[], at: number, depth: number): number {
  const opener = tokens[at] ?? '';
  if (opener === 'value') return at + 1;
  const closer = CLOSERS[opener];
  if (closer === undefined || depth > MOST_DEEP) return -1;
  let next = at + 1;
  while (tokens[next] !== closer) {
    next = entryFrom(tokens, next, opener, depth);
    if (next < 0) return -1;
    if (tokens[next] === ',') next++;
    else if (tokens[next] !== closer) return -1;
  }
  return next + 1;
}

/** An item, or in braces a key with its value. */
function entryFrom(tokens: readonly string[], at: number, opener: string, depth: number): number {
  const end = valueFrom(tokens, at, depth + 1);
  if (end < 0 || opener !== '{' || tokens[end] !== ':') return end;
  return valueFrom(tokens, end + 1, depth + 1);
}
