export type TokenKind = 'word' | 'number' | 'text' | 'comment' | 'directive' | 'sign';

export interface Token {
  readonly kind: TokenKind;
  readonly start: number;
  readonly end: number;
  /** The first one on its line. */
  readonly first: boolean;
}

/** What differs between the languages with braces. */
export interface Lexis {
  /** Go's raw strings. */
  readonly backticks?: boolean;
  /** `R"x(...)x"` or `r#"..."#`. */
  readonly raw?: 'cpp' | 'rust';
  /** Java's text blocks. */
  readonly tripleQuotes?: boolean;
  /** Rust: a string may span lines. */
  readonly multiline?: boolean;
  /** Rust: block comments nest. */
  readonly nestedComments?: boolean;
  /** C++: a line that begins with `#` is one token. */
  readonly directives?: boolean;
}

const WORD = /[\p{L}_$][\p{L}\p{N}_$]*/uy;
const NUMBER = /\d(?:[\w]|\.(?=\d)|'(?=\w))*/y;
// The length is bounded, so that an apostrophe in prose takes nothing away.
const CHARACTER = /'(?:\\[^\n][^'\n]{0,10}|[^'\\\n]{1,2})'/y;
const RAW_CPP = /(?:u8|[uUL])?R"([^\s()\\"]{0,16})\(/y;
const RAW_RUST = /b?r(#{0,16})"/y;

/**
 * Tokens without white space. Made for prose as well as for code: a quote that no other closes is a sign like any
 * other. Every position is looked at a bounded number of times, whatever the text.
 */
export function tokenise(text: string, lexis: Lexis): readonly Token[] {
  const tokens: Token[] = [];
  const closes = new Closers(text);
  let at = 0;
  const line = { fresh: true };
  let stringsFrom = 0;

  const sticky = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    return pattern.exec(text);
  };
  const push = (kind: TokenKind, end: number): void => {
    tokens.push({ kind, start: at, end, first: line.fresh });
    line.fresh = false;
    at = end;
  };
  const rawEnd = (): number => {
    if (lexis.raw === undefined) return -1;
    const opened = sticky(lexis.raw === 'cpp' ? RAW_CPP : RAW_RUST);
    if (opened === null) return -1;
    const close = lexis.raw === 'cpp' ? `)${opened[1] ?? ''}"` : `"${opened[1] ?? ''}`;
    return closes.after(close, at + opened[0].length, 'raw');
  };

  while (at < text.length) {
    const char = text.charAt(at);
    if (char === '\n') {
      line.fresh = true;
      at++;
    } else if (char === ' ' || char === '\t' || char === '\f' || char === '\v') {
      at++;
    } else if (char === '/' && text.charAt(at + 1) === '/') {
      push('comment', lineEnd(text, at));
    } else if (char === '/' && text.charAt(at + 1) === '*') {
      const end = commentEnd(text, at, lexis.nestedComments ?? false, closes);
      push(end === -1 ? 'sign' : 'comment', end === -1 ? at + 1 : end);
    } else if (char === '#' && lexis.directives && line.fresh) {
      push('directive', directiveEnd(text, at));
    } else if (char === '"' && at >= stringsFrom) {
      const block =
        lexis.tripleQuotes && text.startsWith('"""', at) ? closes.after('"""', at + 3, 'triple') : -1;
      const end = block !== -1 ? block : stringEnd(text, at, lexis.multiline ?? false);
      if (end === -1) {
        stringsFrom = lexis.multiline ? text.length : lineEnd(text, at);
        push('sign', at + 1);
      } else push('text', end);
    } else if (char === '`' && lexis.backticks) {
      const end = closes.after('`', at + 1, 'backtick');
      push(end === -1 ? 'sign' : 'text', end === -1 ? at + 1 : end);
    } else if (char === "'") {
      const literal = sticky(CHARACTER);
      push(literal === null ? 'sign' : 'text', at + (literal?.[0].length ?? 1));
    } else {
      const raw = rawEnd();
      if (raw !== -1) {
        push('text', raw);
        continue;
      }
      const word = sticky(WORD);
      if (word !== null) push('word', at + word[0].length);
      else {
        const number = sticky(NUMBER);
        const width = number?.[0].length ?? ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);
        push(number === null ? 'sign' : 'number', at + width);
      }
    }
  }
  return tokens;
}

/** Finds closing marks; once one of a kind is missing, the kind is given up, so that the search stays linear. */
class Closers {
  private readonly missing = new Set<string>();
  constructor(private readonly text: string) {}

  after(mark: string, from: number, kind: string): number {
    if (this.missing.has(kind)) return -1;
    const found = this.text.indexOf(mark, from);
    if (found === -1) this.missing.add(kind);
    return found === -1 ? -1 : found + mark.length;
  }

  giveUp(kind: string): void {
    this.missing.add(kind);
  }
}

/** -1 where the string does not end, or not on its line (a backslash may continue the line). */
function stringEnd(text: string, start: number, multiline: boolean): number {
  for (let at = start + 1; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '\\') at++;
    else if (char === '"') return at + 1;
    else if (char === '\n' && !multiline) return -1;
  }
  return -1;
}

function lineEnd(text: string, start: number): number {
  const end = text.indexOf('\n', start);
  return end === -1 ? text.length : end;
}

/** -1 where the comment is never closed: then what follows may well be code that somebody put there. */
function commentEnd(text: string, start: number, nested: boolean, closes: Closers): number {
  const flat = closes.after('*/', start + 2, 'comment');
  if (!nested || flat === -1) return flat;
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    if (text.startsWith('/*', at)) {
      depth++;
      at++;
    } else if (text.startsWith('*/', at)) {
      depth--;
      at++;
      if (depth === 0) return at + 1;
    }
  }
  closes.giveUp('comment');
  return -1;
}

function directiveEnd(text: string, start: number): number {
  let end = lineEnd(text, start);
  while (end < text.length && text.charAt(end - 1) === '\\') end = lineEnd(text, end + 1);
  return end;
}
