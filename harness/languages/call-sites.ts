import { tokenise, type Lexis, type Token } from './extraction/lexer.js';

const OPENERS = '([{';
const CLOSERS = ')]}';

/**
 * The same tests with every call of `name` (`s.f(x)`, `super::f(x)`, `f(x)`) inside a call of `wrapper`, which sees each
 * result before the tests compare it. Lines stay where they are. A call whose parentheses don't close is left alone.
 */
export function wrapCalls(tests: string, name: string, wrapper: string, lexis: Lexis): string {
  const tokens = tokenise(tests, lexis).filter(({ kind }) => kind !== 'comment');
  const text = (at: number): string => {
    const token = tokens[at];
    return token === undefined || token.kind === 'text' ? '' : tests.slice(token.start, token.end);
  };
  const insertions: { readonly at: number; readonly text: string }[] = [];
  for (const [at, token] of tokens.entries()) {
    if (text(at) !== name || text(at + 1) !== '(' || text(at - 1) === 'fn') continue;
    const close = closingOf(tokens.length, text, at + 1);
    const last = tokens[close];
    if (last === undefined) continue;
    const first: Token = tokens[startOfPath(text, at)] ?? token;
    insertions.push({ at: first.start, text: `${wrapper}(` }, { at: last.end, text: ')' });
  }
  insertions.sort((a, b) => b.at - a.at);
  return insertions.reduce((done, { at, text }) => done.slice(0, at) + text + done.slice(at), tests);
}

function closingOf(count: number, text: (at: number) => string, open: number): number {
  let depth = 0;
  for (let at = open; at < count; at++) {
    const sign = text(at);
    if (sign === '') continue;
    if (OPENERS.includes(sign)) depth++;
    else if (CLOSERS.includes(sign) && --depth === 0) return at;
  }
  return count;
}

/** The first token of `a.b.f` or `a::b::f`, given where `f` is. */
function startOfPath(text: (at: number) => string, at: number): number {
  const width = text(at - 1) === '.' ? 2 : text(at - 1) === ':' && text(at - 2) === ':' ? 3 : 0;
  return width > 0 && /^\w+$/.test(text(at - width)) ? startOfPath(text, at - width) : at;
}
