import type { Problem } from '../../../datasets/problem.js';
import type { Segment } from './answer.js';
import { localNames, PythonCode, statementsOf, wordsOf, type Statement } from './python-items.js';

/** A segment that has been read. */
export interface Part {
  readonly segment: Segment;
  readonly code: PythonCode;
  readonly statements: readonly Statement[];
}

/** A statement, where it stands, and how far it has to move to the left. */
export interface Placed {
  readonly code: PythonCode;
  readonly statement: Statement;
  readonly indent: number;
}

/** What the declaration gives: its text up to the body, imports, and what stands before the open function. */
export interface Frame {
  readonly name: string;
  readonly declaration: string;
  readonly imports: readonly string[];
  readonly helpers: readonly Placed[];
}

export function frameOf(problem: Problem): Frame {
  const text = problem.declaration.replace(/\r\n?/g, '\n');
  const code = new PythonCode(text);
  const statements = statementsOf(code);
  const isOpen = (statement: Statement): boolean => statement.names.includes(problem.entryPoint);
  const open = statements.findLast(isOpen);
  const header = open === undefined ? statements.length : headerEnd(code, open);
  return {
    name: problem.entryPoint,
    declaration: open === undefined ? text.trimEnd() : code.lines.slice(0, header).join('\n'),
    imports: statements.filter(({ kind }) => kind === 'import').map(({ from, to }) => code.source(from, to)),
    helpers: statements
      .filter((statement) => statement.kind !== 'import' && !isOpen(statement))
      .map((statement) => ({ code, statement, indent: 0 })),
  };
}

/** A stray quote or docstring behind the header (HumanEval-X's Python/142) is not where the body begins. */
function headerEnd(code: PythonCode, open: Statement): number {
  const at = code.logical.findIndex(
    (line, index) => index >= open.from && /^(?:async\s+)?def\b/.test(line.text),
  );
  const header = code.logical[at];
  const next = code.logical.slice(at + 1).find((line) => line.kind === 'code');
  return header === undefined || (next !== undefined && !/^["']/.test(next.text))
    ? code.lines.length
    : header.to;
}

/** Helpers of the declaration: where the answer writes them once more, the tests are to call its own. */
export function helperNames(frame: Frame): ReadonlySet<string> {
  return new Set(frame.helpers.flatMap(({ statement }) => statement.names));
}

/** Definitions that `source` leads to, in this part before others; imports before the entry point are kept as they are. */
export function needed(
  parts: readonly Part[],
  part: Part,
  source: string,
  opening: string,
  entryAt: number,
  indent: number,
  name: string,
  helpers: ReadonlySet<string> = new Set(),
): readonly Placed[] {
  const place = (of: Part): readonly Placed[] =>
    of.statements
      .filter((statement) => statement.kind !== 'other' && !statement.names.includes(name))
      .map((statement) => ({ code: of.code, statement, indent: of === part ? indent : 0 }));
  const pools = [
    place(part),
    parts.filter((other) => other !== part && other.code !== part.code).flatMap(place),
  ];
  const taken = new Set<Placed>();
  for (const placed of pools[0] ?? []) {
    const { kind, from, names } = placed.statement;
    const isSetup = from < entryAt && (kind === 'import' || kind === 'setting');
    if (isSetup || names.some((helper) => helpers.has(helper))) taken.add(placed);
  }
  const byName = pools.map((pool) => index(pool, entryAt));
  const locals = localNames(`${opening}\n${source}`);
  const seen = new Set<string>();
  const queue = [
    // What a docstring mentions, nothing needs.
    ...wordsOf(source.replace(/("""|''')[^]*?\1/g, '')),
    ...[...taken].flatMap(({ code, statement }) => [...code.words(statement.from, statement.to)]),
  ];
  for (let word = queue.pop(); word !== undefined; word = queue.pop()) {
    if (seen.has(word)) continue;
    seen.add(word);
    const placed = byName.map((names) => names.get(word)).find((found) => found !== undefined);
    if (placed === undefined || taken.has(placed)) continue;
    if (placed.statement.kind === 'value' && locals.has(word)) continue;
    taken.add(placed);
    for (const used of placed.code.words(placed.statement.from, placed.statement.to)) queue.push(used);
  }
  return pools.flatMap((pool) => pool.filter((placed) => taken.has(placed)));
}

/** Of several definitions of a name the last one before the entry point counts, else the first behind it. */
function index(pool: readonly Placed[], entryAt: number): ReadonlyMap<string, Placed> {
  const names = new Map<string, Placed>();
  for (const placed of pool) {
    for (const name of placed.statement.names) {
      if (!names.has(name) || placed.statement.from < entryAt) names.set(name, placed);
    }
  }
  return names;
}

/** Imports, helpers that the answer does not define itself, then the opened function or the answer's definitions. */
export function program(kept: readonly Placed[], frame: Frame, body: string | null): string {
  const defined = new Set(
    kept.filter(({ statement }) => statement.kind !== 'import').flatMap(({ statement }) => statement.names),
  );
  const source = ({ code, statement, indent }: Placed): string =>
    code.source(statement.from, statement.to, indent);
  const isImport = ({ statement }: Placed): boolean => statement.kind === 'import';
  const imports = [
    ...new Set([...kept.filter(isImport).map(source), ...(body === null ? frame.imports : [])]),
  ].sort((a, b) => Number(b.includes('__future__')) - Number(a.includes('__future__')));
  const helpers = frame.helpers
    .filter(({ statement }) => statement.names.every((name) => !defined.has(name)))
    .map(source);
  const own = kept.filter((placed) => !isImport(placed)).map(source);
  const blocks = body === null ? [...helpers, ...own] : [`${frame.declaration}\n${body}`, ...own];
  return [imports.join('\n'), ...blocks].filter((block) => block !== '').join('\n\n\n');
}
