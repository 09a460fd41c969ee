import { tokenise, type Lexis, type Token } from './extraction/lexer.js';

const OPENERS = '([{';
const CLOSERS = ')]}';

/**
 * The same tests with every call of `name` (`s.f(x)`, `super::f(x)`, `f(x)`) inside a call of `wrapper`, which sees each
 * result before the tests compare it. Lines stay where they are. A call whose parentheses don't close is left alone.
 */
export function wrapCalls(tests: string, name: string, wrapper: string, lexis: Lexis): string {
  return callsOf(tests, name, lexis)
    .flatMap(({ from, to }) => [
      { at: from, text: `${wrapper}(` },
      { at: to, text: ')' },
    ])
    .sort((a, b) => b.at - a.at)
    .reduce((done, { at, text }) => done.slice(0, at) + text + done.slice(at), tests);
}

/**
 * The same tests where every call of `name` calls what `callee` makes of the callee's path and the sources of its
 * arguments.
 */
export function replaceCallees(
  tests: string,
  name: string,
  callee: (path: string, values: readonly string[]) => string,
  lexis: Lexis,
): string {
  return callsOf(tests, name, lexis)
    .sort((a, b) => b.from - a.from)
    .reduce((done, { from, open, values }) => {
      const path = tests.slice(from, open).trim();
      return done.slice(0, from) + callee(path, values) + done.slice(open);
    }, tests);
}

/** Where a call is in the source: its path begins, its parenthesis opens, and behind that it is over. */
interface Call {
  readonly from: number;
  readonly open: number;
  readonly to: number;
  readonly values: readonly string[];
}

function callsOf(tests: string, name: string, lexis: Lexis): Call[] {
  const tokens = tokenise(tests, lexis).filter(({ kind }) => kind !== 'comment');
  const text = (at: number): string => {
    const token = tokens[at];
    return token === undefined || token.kind === 'text' ? '' : tests.slice(token.start, token.end);
  };
  const calls: Call[] = [];
  for (const [at, token] of tokens.entries()) {
    if (text(at) !== name || text(at + 1) !== '(' || text(at - 1) === 'fn') continue;
    const bounds = argumentBounds(tokens.length, text, at + 1);
    const open = tokens[at + 1];
    const last = tokens[bounds.at(-1) ?? tokens.length];
    if (open === undefined || last === undefined) continue;
    const first: Token = tokens[startOfPath(text, at)] ?? token;
    const values = bounds
      .slice(1)
      .map((to, i) => tests.slice(tokens[bounds[i] ?? to]?.end, tokens[to]?.start).trim())
      .filter((value, i) => value !== '' || i < bounds.length - 2);
    calls.push({ from: first.start, open: open.start, to: last.end, values });
  }
  return calls;
}

/** The opening parenthesis, the commas between arguments (and between the types of a generic one), the closing one. */
function argumentBounds(count: number, text: (at: number) => string, open: number): readonly number[] {
  const bounds: number[] = [];
  let depth = 0;
  for (let at = open; at < count; at++) {
    const sign = text(at);
    if (sign === '') continue;
    if (OPENERS.includes(sign)) {
      if (depth++ === 0) bounds.push(at);
    } else if (CLOSERS.includes(sign)) {
      if (--depth === 0) return [...bounds, at];
    } else if (sign === ',' && depth === 1) bounds.push(at);
  }
  return [];
}

/** The first token of `a.b.f` or `a::b::f`, given where `f` is. */
function startOfPath(text: (at: number) => string, at: number): number {
  const width = text(at - 1) === '.' ? 2 : text(at - 1) === ':' && text(at - 2) === ':' ? 3 : 0;
  return width > 0 && /^\w+$/.test(text(at - width)) ? startOfPath(text, at - width) : at;
}
