import type { Problem } from '../../../datasets/problem.js';
import type { Extraction } from '../contract.js';
import { normalise, segmentsOf, type Segment } from '../extraction/answer.js';
import { choose, type Reading } from '../extraction/choose.js';
import { cutPythonBody } from '../extraction/python-body.js';
import { localNames, PythonCode, statementsOf, wordsOf, type Statement } from '../extraction/python-items.js';

interface Part {
  readonly segment: Segment;
  readonly code: PythonCode;
  readonly statements: readonly Statement[];
}

interface Placed {
  readonly code: PythonCode;
  readonly statement: Statement;
  readonly indent: number;
}

interface Frame {
  readonly name: string;
  readonly declaration: string;
  readonly imports: readonly string[];
  readonly helpers: readonly Placed[];
}

/** The Python program in a model's answer: imports, helpers and the entry point. */
export function extract(problem: Problem, answer: string): Extraction {
  const frame = frameOf(problem);
  const segments = segmentsOf(normalise(answer));
  const parts = segments.map((segment): Part => {
    const code = new PythonCode(segment.text);
    return { segment, code, statements: statementsOf(code) };
  });
  const last = parts.at(-1);
  const wholes = parts.flatMap((part) =>
    entriesOf(part, frame.name).map(({ at, indent }): Reading => {
      const pool = indent === 0 ? part.statements : statementsOf(part.code, indent, backTo(part.code, at, indent));
      const entry = pool.find((statement) => at >= statement.from && at < statement.to);
      const cut = part === last && !part.segment.closed && entry?.to === part.code.logical.length;
      return {
        how: part.segment.fenced ? 'fenced' : 'whole',
        complete: !cut || part.code.logical[entry.to - 1]?.open !== true,
        fenced: part.segment.fenced,
        build: () => (entry === undefined ? '' : wholeProgram(parts, { ...part, statements: pool }, entry, indent, frame)),
      };
    }),
  );
  const first = parts[0];
  const fencedBody = parts.find((part) => part.segment.fenced && cutPythonBody(part.code, frame.name) !== null);
  const other = parts.find((part) => part.statements.some(({ kind }) => kind === 'function' || kind === 'class'));
  return choose({
    body: first === undefined ? null : bodyReading(parts, first, frame),
    wholes,
    loose: fencedBody === undefined ? null : bodyReading(parts, fencedBody, frame),
    other:
      other === undefined
        ? null
        : { how: 'other', complete: true, fenced: other.segment.fenced, build: () => otherProgram(other, frame) },
  });
}

function frameOf(problem: Problem): Frame {
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
  const at = code.logical.findIndex((line, index) => index >= open.from && /^(?:async\s+)?def\b/.test(line.text));
  const header = code.logical[at];
  const next = code.logical.slice(at + 1).find((line) => line.kind === 'code');
  return header === undefined || (next !== undefined && !/^["']/.test(next.text)) ? code.lines.length : header.to;
}

/** Nobody corrects an answer more often; keeps the time linear. */
const MOST_ENTRIES = 50;

/** Logical lines on which a definition of the entry point begins, methods left out. */
function entriesOf(part: Part, name: string): readonly { readonly at: number; readonly indent: number }[] {
  const found: { at: number; indent: number }[] = [];
  const definition = new RegExp(`^(?:async\\s+)?def\\s+${name.replace(/\W/g, '\\$&')}\\s*\\(`);
  part.code.logical.forEach((line, at) => {
    if (line.kind !== 'code' || found.length >= MOST_ENTRIES || !definition.test(line.text)) return;
    if (line.indent > 0 && /^\s*self\b/.test(line.text.slice(line.text.indexOf('(') + 1))) return;
    if (found.some((other) => other.indent < line.indent)) return;
    found.push({ at, indent: line.indent });
  });
  return found;
}

/** The first line of the run of lines that stand at least as far right as the definition. */
function backTo(code: PythonCode, at: number, indent: number): number {
  let from = at;
  while (from > 0) {
    const line = code.logical[from - 1];
    if (line?.kind === 'code' && line.indent < indent) break;
    from--;
  }
  return from;
}

function wholeProgram(parts: readonly Part[], part: Part, entry: Statement, indent: number, frame: Frame): string {
  const own = needed(parts, part, part.code.source(entry.from, entry.to), entry.from, indent, frame.name);
  const entryPlaced: Placed = { code: part.code, statement: entry, indent };
  const inOrder = [...own, entryPlaced].sort((a, b) =>
    a.code === b.code ? a.statement.from - b.statement.from : a.code === part.code ? 1 : -1,
  );
  return program(inOrder, frame, null);
}

function bodyReading(parts: readonly Part[], part: Part, frame: Frame): Reading | null {
  const body = cutPythonBody(part.code, frame.name);
  if (body === null) return null;
  const build = (): string => {
    const rest = { ...part, statements: part.statements.filter((statement) => statement.from >= body.to) };
    const kept = needed(parts.map((other) => (other === part ? rest : other)), rest, `${frame.declaration}\n${body.source}`, body.to, 0, frame.name);
    return program(kept, frame, body.source);
  };
  const complete = part.segment.closed || body.to < part.code.logical.length;
  return { how: part.segment.fenced ? 'fenced-body' : 'body', complete: complete || !body.open, fenced: part.segment.fenced, build };
}

function otherProgram(part: Part, frame: Frame): string {
  const kept = part.statements.filter(({ kind }) => kind !== 'other');
  return program(kept.map((statement) => ({ code: part.code, statement, indent: 0 })), frame, null);
}

/** Definitions that `source` leads to, in this part before others; imports before the entry point are kept as they are. */
function needed(
  parts: readonly Part[],
  part: Part,
  source: string,
  entryAt: number,
  indent: number,
  name: string,
): readonly Placed[] {
  const place = (of: Part): readonly Placed[] =>
    of.statements
      .filter((statement) => statement.kind !== 'other' && !statement.names.includes(name))
      .map((statement) => ({ code: of.code, statement, indent: of === part ? indent : 0 }));
  const pools = [place(part), parts.filter((other) => other !== part && other.code !== part.code).flatMap(place)];
  const taken = new Set<Placed>();
  for (const placed of pools[0] ?? []) {
    const { kind, from } = placed.statement;
    if (from < entryAt && (kind === 'import' || kind === 'setting')) taken.add(placed);
  }
  const byName = pools.map((pool) => index(pool, entryAt));
  const locals = localNames(source);
  const seen = new Set<string>();
  const queue = [...wordsOf(source), ...[...taken].flatMap(({ code, statement }) => [...code.words(statement.from, statement.to)])];
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

function program(kept: readonly Placed[], frame: Frame, body: string | null): string {
  const defined = new Set(kept.filter(({ statement }) => statement.kind !== 'import').flatMap(({ statement }) => statement.names));
  const source = ({ code, statement, indent }: Placed): string => code.source(statement.from, statement.to, indent);
  const isImport = ({ statement }: Placed): boolean => statement.kind === 'import';
  const imports = [...new Set([...kept.filter(isImport).map(source), ...(body === null ? frame.imports : [])])].sort(
    (a, b) => Number(b.includes('__future__')) - Number(a.includes('__future__')),
  );
  const helpers = frame.helpers.filter(({ statement }) => statement.names.every((name) => !defined.has(name))).map(source);
  const own = kept.filter((placed) => !isImport(placed)).map(source);
  const blocks = body === null ? [...helpers, ...own] : [`${frame.declaration}\n${body}`, ...own];
  return [imports.join('\n'), ...blocks].filter((block) => block !== '').join('\n\n\n');
}
