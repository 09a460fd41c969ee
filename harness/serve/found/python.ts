import { PythonCode, statementsOf, type Statement } from '../../languages/extraction/python-items.js';
import { blocksOf, type Block } from '../blocks.js';
import { calledIn, isDefinedIn } from './called.js';
import type { FoundTests } from './contract.js';
import { examplesIn, type Example } from './examples.js';
import { isPythonLiteral } from './literal.js';

/** A statement of the tests; only `checks` can fail. */
interface Line {
  readonly source: string;
  readonly checks: number;
}

const LABELS: ReadonlySet<string> = new Set([
  '',
  'python',
  'python3',
  'py',
  'pycon',
  'doctest',
  'test',
  'tests',
]);
/** What tests may import; another module, such as the one that the program is to be, would only fail. */
const MODULES =
  /^(?:import|from)\s+(?:math|cmath|collections|itertools|functools|string|re|heapq|bisect|statistics|decimal|fractions|datetime|typing|json|copy|operator)\b/;
const ASSERTION = /^assert\s+(?:not\s+)?(?:[\w.]+\s*\(|[[({"'\d-])/;
/** An assertion in prose, perhaps an item of a list, perhaps between backticks; further right it belongs to something. */
const IN_PROSE = /^ {0,3}(?:(?:[-*+]|\d+[.)])\s+)?(`?)(assert\s.*?)\1$/;
const VALUE = /^[A-Za-z_]\w*\s*=(?!=)/;

/** The tests of a text: examples, and assertions in blocks and in prose. Null where there are none. */
export function pythonTests(text: string): FoundTests | null {
  const examples = examplesIn(text).flatMap(ofExample);
  const asserted = blocksOf(text).flatMap((block) =>
    block.label === null ? ofProse(block) : ofBlock(block),
  );
  const lines = [...examples, ...asserted];
  const checks = lines.filter((line) => line.checks > 0);
  const body = lines.map(({ source }) => source).join('\n');
  const defined = new Set([...body.matchAll(/^def\s+(\w+)/gm)].map(([, name = '']) => name));
  const [entryPoint] = lines.flatMap(({ source }) => entriesOf(source, defined));
  if (entryPoint === undefined || checks.length === 0 || isDefinedIn(body, entryPoint)) return null;
  return {
    kind: asserted.some((line) => line.checks > 0) ? 'tests' : 'examples',
    source: `${body}\n`,
    setup: '',
    entryPoint,
    count: checks.reduce((sum, line) => sum + line.checks, 0),
  };
}

/** What a test calls; of `check(f)` it is `f`. */
function entriesOf(source: string, defined: ReadonlySet<string>): string[] {
  const parameters = [...source.matchAll(/^def\s+\w+\(([^)]*)\)/gm)].flatMap(([, list = '']) =>
    list.split(',').map((parameter) => /\w+/.exec(parameter)?.[0] ?? ''),
  );
  const handed = /^\w+\((\w+)\)$/m.exec(source)?.[1];
  const called = calledIn(source, new Set([...defined, ...parameters]));
  return handed !== undefined && parameters.length > 0 ? [handed, ...called] : called;
}

/** Behind the code of a line, whose texts may hold such signs, too. */
const COMMENT = /^((?:[^"'#\n]|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')*)#[^\n]*$/;

function ofExample({ source: written, expected }: Example): Line[] {
  const source = written.replace(COMMENT, '$1').trim();
  if (!isWhole(source) || /\n[^]*#|#[^]*\n/.test(source)) return [];
  if (expected === '') return VALUE.test(source) || MODULES.test(source) ? [{ source, checks: 0 }] : [];
  const isExpression = !/^(?:print|assert|def|class|for|while|if|with|try|import|from)\b/.test(source);
  if (!isExpression || VALUE.test(source) || !isPythonLiteral(expected)) return [];
  const isFloat = /^-?\d*\.?\d+(?:[eE][-+]?\d+)?$/.test(expected) && /[.eE]/.test(expected);
  const check = isFloat
    ? `assert __import__("math").isclose((${source}), ${expected}, rel_tol=1e-9, abs_tol=1e-12)`
    : `assert (${source}) == (${expected})`;
  return [{ source: check, checks: 1 }];
}

/** One statement, with all of its brackets and strings closed. */
function isWhole(source: string): boolean {
  const { logical } = new PythonCode(source);
  const code = logical.filter(({ kind }) => kind === 'code');
  return code.length === 1 && code[0]?.open === false && code[0].indent === 0 && isBalanced(source);
}

function isBalanced(source: string): boolean {
  const bare = source.replace(/"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/g, '');
  const stack: string[] = [];
  for (const sign of bare.match(/["'()[\]{}]/g) ?? []) {
    if ('([{'.includes(sign)) stack.push(sign);
    else if (`${stack.pop() ?? ''}${sign}`.match(/^(?:\(\)|\[\]|\{\})$/) === null) return false;
  }
  return stack.length === 0;
}

function ofProse({ lines }: Block): Line[] {
  return lines.flatMap((line) => {
    const source = IN_PROSE.exec(line.trimEnd())?.[2] ?? '';
    return ASSERTION.test(source) && isWhole(source) ? [{ source, checks: 1 }] : [];
  });
}

/** Of a block that asserts: its assertions, test functions, values and imports, and nothing that it defines beside. */
function ofBlock({ label, lines }: Block): Line[] {
  if (!LABELS.has(label ?? '')) return [];
  const code = new PythonCode(lines.filter((line) => !/^\s*(?:>>>|\.\.\.)/.test(line)).join('\n'));
  const statements = statementsOf(code).map((statement) => ({
    statement,
    source: code.source(statement.from, statement.to),
  }));
  // What else stands there may be what the assertions rest on.
  if (statements.some(({ statement, source }) => statement.kind === 'other' && !KNOWN.test(source)))
    return [];
  const calls = statements.map(({ source }) => source).filter((source) => /^\w+\(\w*\)$/.test(source));
  const found = statements.flatMap(({ statement, source }) => ofStatement(statement, source, calls));
  return found.some(({ checks }) => checks > 0) ? found : [];
}

function ofStatement({ kind, names }: Statement, source: string, calls: readonly string[]): Line[] {
  const asIs = (checks: number): Line[] => [{ source, checks }];
  if (kind === 'import') return MODULES.test(source) ? asIs(0) : [];
  if (kind === 'value') return isWhole(source) ? asIs(0) : [];
  if (kind === 'function') return ofFunction(names[0] ?? '', source, calls);
  return kind === 'other' && ASSERTION.test(source) && isWhole(source) ? asIs(1) : [];
}

/** Assertions, and what they can do without: output, texts, a main, calls of the tests. */
const KNOWN = /^(?:assert\b|print\s*\(|["']|if\s+__name__|pass$|\.\.\.$|\w+\(\w*\)$)/;
const OWN = /^(?:check|test\w*)$/;

/** A function that asserts is called: without arguments, or with what the block hands it. */
function ofFunction(name: string, source: string, calls: readonly string[]): Line[] {
  const checks = (source.match(/^\s+assert\s/gm) ?? []).length;
  const isUsable = OWN.test(name) && checks > 0 && !/\b(?:pytest|unittest|self|mock)\b/.test(source);
  if (!isUsable) return [];
  const call = new RegExp(`^def\\s+${name}\\(\\s*\\)`).test(source)
    ? `${name}()`
    : calls.find((other) => other.startsWith(`${name}(`) && !other.endsWith('()'));
  return call === undefined ? [] : [{ source: `${source}\n${call}`, checks }];
}
