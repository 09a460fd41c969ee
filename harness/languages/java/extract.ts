import type { Problem } from '../../../datasets/problem.js';
import type { Extraction } from '../contract.js';
import { normalise, segmentsOf, type Segment } from '../extraction/answer.js';
import { cutBody } from '../extraction/body.js';
import { choose, type Reading } from '../extraction/choose.js';
import { Code } from '../extraction/code.js';
import { itemsOf, neededBy, sourceOf, type Item, type Placed } from '../extraction/items.js';
import { javaFrameOf, JAVA_LEXIS, type JavaFrame } from '../extraction/java-frame.js';
import { matchJava } from '../extraction/java-items.js';
import { isProse } from '../extraction/prose.js';

/** A class, or the file itself, and what is defined directly in it. */
interface Scope {
  readonly type: Item | null;
  readonly members: readonly Item[];
}

interface Part {
  readonly segment: Segment;
  readonly code: Code;
  readonly file: Scope;
  readonly scopes: readonly Scope[];
}

/** The Java program in a model's answer: imports, `class Solution` and the classes that it needs. */
export function extract(problem: Problem, answer: string): Extraction {
  const frame = javaFrameOf(problem);
  const parts = segmentsOf(normalise(answer)).map(read);
  const wholes = parts.flatMap((part) =>
    part.scopes.flatMap((scope) =>
      scope.members
        .filter((member) => isEntry(member, frame))
        .map((entry): Reading => ({
          how: part.segment.fenced ? 'fenced' : 'whole',
          complete: entry.complete,
          fenced: part.segment.fenced,
          build: () => wholeProgram(parts, part, scope, entry, frame),
        })),
    ),
  );
  const first = parts[0];
  const loose = parts.find((part) => part.segment.fenced && startsBody(part)) ?? parts.find((part) => part.segment.fenced || part.code.words(0, part.code.length).has('return'));
  const other = parts.find((part) => part.file.members.some((item) => item.kind === 'function' || item.kind === 'type'));
  return choose({
    body: first !== undefined && startsBody(first) ? bodyReading(parts, first, frame) : null,
    wholes,
    loose: loose === undefined ? null : bodyReading(parts, loose, frame),
    other: other === undefined ? null : { how: 'other', complete: true, fenced: other.segment.fenced, build: () => otherProgram(other, frame) },
  });
}

function read(segment: Segment): Part {
  const code = new Code(segment.text, JAVA_LEXIS);
  const file: Scope = { type: null, members: itemsOf(code, matchJava) };
  const scopes: Scope[] = [file];
  for (let at = 0; at < scopes.length && at < 1000; at++) {
    for (const type of scopes[at]?.members ?? []) {
      if (type.kind !== 'type' || type.inside === null) continue;
      scopes.push({ type, members: itemsOf(code, matchJava, ...type.inside) });
    }
  }
  return { segment, code, file, scopes };
}

function isEntry(item: Item, frame: JavaFrame): boolean {
  if (item.kind !== 'function' || !item.names.some((name) => frame.names.has(name))) return false;
  return frame.arity === null || item.parameters?.length === frame.arity;
}

function wholeProgram(parts: readonly Part[], part: Part, scope: Scope, entry: Item, frame: JavaFrame): string {
  const { code } = part;
  const className = scope.type?.names[0] ?? null;
  const kept = scope.type === null ? needed(parts, part, scope, code.words(entry.from, entry.to), entry.from, frame) : scope.members.filter((member) => keepsMember(member, entry, frame)).map((item) => ({ code, item }));
  const members = [...kept.filter(({ item }) => item !== entry), { code, item: entry }].sort((a, b) => a.item.from - b.item.from);
  return frame.unit(
    importsOf(part),
    members.map((placed) => renamed(placed, className)),
    new Set(members.flatMap(({ item }) => item.names)),
    headOf(part, scope),
    typesFor(parts, members, scope),
  );
}

/** In a class everything is meant to be there, but for its own `main`, its tests, and the entry point once more. */
function keepsMember(member: Item, entry: Item, frame: JavaFrame): boolean {
  if (member === entry) return true;
  if (member.names.includes('main') && member.kind === 'function') return false;
  return !isEntry(member, frame) && member.complete;
}

function renamed({ code, item }: Placed, className: string | null): string {
  const source = sourceOf(code, item);
  if (className === null || className === 'Solution') return source;
  const base = code.start(item.from);
  let text = '';
  let from = base;
  for (let at = item.from; at < item.to; at++) {
    if (!code.isWord(at) || code.at(at) !== className) continue;
    text += `${code.text.slice(from, code.start(at))}Solution`;
    from = code.end(at);
  }
  return text + source.slice(from - base);
}

/** `class Solution` with what the answer's class extends and implements. */
function headOf({ code }: Part, scope: Scope): string {
  if (scope.type?.inside == null) return 'class Solution';
  let at = scope.type.from;
  while (at < scope.type.to && code.at(at) !== 'class') at++;
  if (code.at(at) !== 'class') return 'class Solution';
  const rest = code.text.slice(code.end(at + 1), code.start(scope.type.inside[0] - 1)).trim();
  return rest === '' ? 'class Solution' : `class Solution ${rest}`;
}

function bodyReading(parts: readonly Part[], part: Part, frame: JavaFrame): Reading {
  const body = cutBody(part.code, frame.depth - 1, !part.segment.closed);
  const build = (): string => {
    const members = part.file.members.filter((item) => item.from >= body.to);
    const rest: Part = { ...part, file: { type: null, members } };
    const others = parts.map((other) => (other === part ? rest : other));
    const kept = needed(others, rest, rest.file, part.code.words(0, body.to), body.to, frame);
    const method = `${frame.opening.trimEnd()}\n${body.source}`;
    const names = new Set([...frame.names, ...kept.flatMap(({ item }) => item.names)]);
    const sources = [method, ...kept.map((placed) => sourceOf(placed.code, placed.item))];
    return body.complete ? frame.unit([], sources, names, 'class Solution', []) : frame.cutOff(method);
  };
  return { how: part.segment.fenced ? 'fenced-body' : 'body', complete: body.complete, fenced: part.segment.fenced, build };
}

function otherProgram(part: Part, frame: JavaFrame): string {
  const sources = part.file.members.filter((item) => item.kind === 'type').map((item) => sourceOf(part.code, item).replace(/^public\s+(?=(?:final\s+)?class\b)/, ''));
  const loose = part.file.members.filter((item) => item.kind === 'function').map((item) => sourceOf(part.code, item));
  return frame.unit(importsOf(part), loose, new Set(), 'class Solution', sources);
}

/** Members beside the entry point that a method without a class needs. */
function needed(parts: readonly Part[], part: Part, scope: Scope, words: ReadonlySet<string>, entryAt: number, frame: JavaFrame): readonly Placed[] {
  const members = (of: Part, list: readonly Item[]): readonly Placed[] =>
    list.filter((item) => item.kind !== 'import' && item.kind !== 'prototype' && !item.names.includes('main') && !item.names.includes('Main')).map((item) => ({ code: of.code, item }));
  const others = parts.filter((other) => other !== part).flatMap((other) => members(other, other.file.members));
  return neededBy(words, [members(part, scope.members), others], ({ code, item }) => code === part.code && item.from < entryAt, ({ item }) => isEntry(item, frame) || item.names.includes('Solution')).flat();
}

/** Classes of the same block that the members mention. */
function typesFor(parts: readonly Part[], members: readonly Placed[], scope: Scope): readonly string[] {
  if (scope.type === null) return [];
  const words = new Set(members.flatMap(({ code, item }) => [...code.words(item.from, item.to)]));
  const pool = parts.flatMap((part) =>
    part.file.members
      .filter((item) => item.kind === 'type' && item !== scope.type && !['Main', 'Solution'].includes(item.names[0] ?? ''))
      .map((item) => ({ code: part.code, item })),
  );
  const found = neededBy(words, [pool], ({ item }) => item.from < (scope.type?.from ?? 0), () => false).flat();
  return found.map(({ code, item }) => sourceOf(code, item).replace(/^public\s+/, ''));
}

function importsOf(part: Part): readonly string[] {
  return part.file.members
    .filter((item) => item.kind === 'import')
    .map((item) => sourceOf(part.code, { ...item, from: part.code.skipComments(item.from) }))
    .filter((line) => !/^package\b|\b(?:org\.junit|junit|org\.testng|org\.hamcrest|org\.mockito)\./.test(line));
}

function startsBody(part: Part): boolean {
  const { code } = part;
  const at = code.skipComments(0);
  if (at >= code.length) return false;
  const first = part.file.members.find((item) => code.skipComments(item.from) === at);
  if (first !== undefined && first.kind !== 'value' && first.kind !== 'prototype') return false;
  return !isProse(code.text.slice(code.start(at)).split('\n', 1)[0] ?? '');
}
