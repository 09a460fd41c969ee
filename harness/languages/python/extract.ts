import type { Problem } from '../../../datasets/problem.js';
import type { Extraction } from '../contract.js';
import { normalise, segmentsOf } from '../extraction/answer.js';
import { choose, type Reading } from '../extraction/choose.js';
import { cutPythonBody } from '../extraction/python-body.js';
import { PythonCode, statementsOf, type Statement } from '../extraction/python-items.js';
import {
  frameOf,
  helperNames,
  needed,
  program,
  type Frame,
  type Part,
  type Placed,
} from '../extraction/python-program.js';

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
      const pool =
        indent === 0 ? part.statements : statementsOf(part.code, indent, backTo(part.code, at, indent));
      const entry = pool.find((statement) => at >= statement.from && at < statement.to);
      const cut = part === last && !part.segment.closed && entry?.to === part.code.logical.length;
      return {
        how: part.segment.fenced ? 'fenced' : 'whole',
        complete: !cut || part.code.logical[entry.to - 1]?.open !== true,
        fenced: part.segment.fenced,
        build: () =>
          entry === undefined ? '' : wholeProgram(parts, { ...part, statements: pool }, entry, indent, frame),
      };
    }),
  );
  const first = parts[0];
  const fencedBody = parts.find(
    (part) => part.segment.fenced && cutPythonBody(part.code, frame.name) !== null,
  );
  const other = parts.find((part) =>
    part.statements.some(({ kind }) => kind === 'function' || kind === 'class'),
  );
  return choose({
    body: first === undefined ? null : bodyReading(parts, first, frame),
    wholes,
    loose: fencedBody === undefined ? null : bodyReading(parts, fencedBody, frame),
    other:
      other === undefined
        ? null
        : {
            how: 'other',
            complete: true,
            fenced: other.segment.fenced,
            build: () => otherProgram(other, frame),
          },
  });
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

function wholeProgram(
  parts: readonly Part[],
  part: Part,
  entry: Statement,
  indent: number,
  frame: Frame,
): string {
  const own = needed(
    parts,
    part,
    part.code.source(entry.from, entry.to),
    '',
    entry.from,
    indent,
    frame.name,
    helperNames(frame),
  );
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
    const kept = needed(
      parts.map((other) => (other === part ? rest : other)),
      rest,
      body.source,
      frame.declaration,
      body.to,
      0,
      frame.name,
    );
    return program(kept, frame, body.source);
  };
  const complete = part.segment.closed || body.to < part.code.logical.length;
  return {
    how: part.segment.fenced ? 'fenced-body' : 'body',
    complete: complete || !body.open,
    fenced: part.segment.fenced,
    build,
  };
}

function otherProgram(part: Part, frame: Frame): string {
  const kept = part.statements.filter(({ kind }) => kind !== 'other');
  return program(
    kept.map((statement) => ({ code: part.code, statement, indent: 0 })),
    frame,
    null,
  );
}
