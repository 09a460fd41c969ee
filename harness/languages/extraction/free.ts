import type { Problem } from '../../../datasets/problem.js';
import type { Extraction } from '../contract.js';
import { normalise, segmentsOf, type Segment } from './answer.js';
import { cutBody, hasStatements, startsWithStatement } from './body.js';
import { choose, type Reading } from './choose.js';
import { Code } from './code.js';
import { frameOf, type Dialect, type Frame } from './frame.js';
import { outerItemsOf, sourceOf, type Item, type Placed } from './items.js';
import { bodyRoot, neededBy, rootOf, type Root } from './needs.js';

/** A language whose entry point is a function of its own: C++, Go, Rust. */
export interface FreeDialect extends Dialect {
  /** One block of imports, of those that the declaration gives and those of the answer. */
  readonly joinImports: (
    given: readonly string[],
    own: readonly string[],
    defined: ReadonlySet<string>,
  ) => string;
  /** A definition that is a test or an example's run, not part of a program. */
  readonly isTest: (code: Code, item: Item) => boolean;
}

/** A segment that has been read. */
interface Part {
  readonly segment: Segment;
  readonly code: Code;
  readonly items: readonly Item[];
}

export function extractFree(problem: Problem, answer: string, dialect: FreeDialect): Extraction {
  const given = frameOf(problem, dialect);
  const parts = segmentsOf(normalise(answer)).map((segment): Part => {
    const code = new Code(segment.text, dialect.lexis);
    const items = outerItemsOf(code, dialect.match).filter((item) => !dialect.isTest(code, item));
    return { segment, code, items };
  });
  const items = parts.flatMap((part) => part.items);
  const frame = items.some((item) => isEntry(item, given)) ? given : { ...given, arity: null };
  const wholes = parts.flatMap((part) =>
    part.items
      .filter((item) => isEntry(item, frame))
      .map((item): Reading => wholeReading(parts, part, item, frame, dialect)),
  );
  const first = parts[0];
  const body =
    first !== undefined && startsWithStatement(first.code, first.items)
      ? bodyReading(parts, first, frame, dialect)
      : null;
  const loosePart =
    parts.find((part) => part.segment.fenced && startsWithStatement(part.code, part.items)) ??
    parts.find((part) => hasStatements(part.code));
  const otherPart = parts.find((part) => part.items.some((item) => item.kind === 'function'));
  return choose({
    body,
    wholes,
    loose: loosePart === undefined ? null : bodyReading(parts, loosePart, frame, dialect),
    other: otherPart === undefined ? null : otherReading(otherPart, frame, dialect),
  });
}

function isEntry(item: Item, frame: Frame): boolean {
  if (item.kind !== 'function' || !item.names.some((name) => frame.names.has(name))) return false;
  return frame.arity === null || item.parameters === null || item.parameters.length === frame.arity;
}

function wholeReading(
  parts: readonly Part[],
  part: Part,
  entry: Item,
  frame: Frame,
  dialect: FreeDialect,
): Reading {
  const build = (): string => {
    const root = rootOf(part.code, entry.from, entry.to, redefined(part.items, frame));
    const [own = [], elsewhere = []] = needed(parts, part, root, frame, entry.from);
    const kept = [...own, { code: part.code, item: entry }].sort((a, b) => a.item.from - b.item.from);
    return program([...elsewhere, ...kept], importsOf(part, entry.from), frame, dialect, null);
  };
  const how = part.segment.fenced ? 'fenced' : 'whole';
  return { how, complete: entry.complete, fenced: part.segment.fenced, build };
}

function bodyReading(parts: readonly Part[], part: Part, frame: Frame, dialect: FreeDialect): Reading | null {
  const body = cutBody(part.code, part.items, frame.depth, !part.segment.closed);
  if (part.items.some((item) => isEntry(item, frame) && item.from < body.to)) return null;
  const build = (): string => {
    const rest = { ...part, items: part.items.filter((item) => item.from >= body.to) };
    const [own = [], elsewhere = []] = needed(
      parts.map((other) => (other === part ? rest : other)),
      rest,
      bodyRoot(part.code, body.to, frame.opening, dialect.lexis),
      frame,
      body.to,
    );
    return program([...own, ...elsewhere], [], frame, dialect, `${frame.opening.trimEnd()}\n${body.source}`);
  };
  return {
    how: part.segment.fenced ? 'fenced-body' : 'body',
    complete: body.closed,
    fenced: part.segment.fenced,
    build,
  };
}

function otherReading(part: Part, frame: Frame, dialect: FreeDialect): Reading {
  const build = (): string => {
    const kept = part.items
      .filter((item) => item.kind !== 'import')
      .map((item) => ({ code: part.code, item }));
    return program(kept, importsOf(part, Infinity), frame, dialect, null);
  };
  return { how: 'other', complete: true, fenced: part.segment.fenced, build };
}

function needed(
  parts: readonly Part[],
  part: Part,
  root: Root,
  frame: Frame,
  entryAt: number,
): readonly (readonly Placed[])[] {
  const pool = (from: readonly Part[]): readonly Placed[] =>
    from.flatMap(({ code, items }) =>
      items.filter((item) => item.kind !== 'import').map((item) => ({ code, item })),
    );
  return neededBy(
    root,
    [pool([part]), pool(parts.filter((other) => other !== part))],
    ({ code, item }) => code === part.code && item.from < entryAt,
    ({ item }) => isEntry(item, frame),
  );
}

/** Helpers of the declaration that the answer writes once more: the tests are to call its own. */
function redefined(items: readonly Item[], frame: Frame): readonly string[] {
  const names = new Set(items.filter(({ complete }) => complete).flatMap((item) => item.names));
  return frame.helpers.flatMap(({ item }) => item.names).filter((name) => names.has(name));
}

/** Imports before the entry point; those behind it belong to another file. */
function importsOf(part: Part, entryAt: number): readonly string[] {
  return part.items
    .filter((item) => item.kind === 'import' && item.from < entryAt)
    .map((item) => sourceOf(part.code, { ...item, from: part.code.skipComments(item.from) }));
}

/** Imports, helpers of the declaration that the answer does not define itself, then the answer's definitions. */
function program(
  kept: readonly Placed[],
  imports: readonly string[],
  frame: Frame,
  dialect: FreeDialect,
  opened: string | null,
): string {
  const defined = new Set(
    kept.filter(({ item }) => item.kind !== 'prototype').flatMap(({ item }) => item.names),
  );
  const helpers = frame.helpers.filter(({ item }) => item.names.every((name) => !defined.has(name)));
  const own = kept.map(({ code, item }) => sourceOf(code, item));
  const given = helpers.map(({ code, item }) => sourceOf(code, item));
  const blocks = [
    dialect.joinImports(frame.imports, imports, defined),
    ...given,
    ...(opened === null ? own : [opened, ...own]),
  ];
  return blocks.filter((block) => block.trim() !== '').join('\n\n');
}
