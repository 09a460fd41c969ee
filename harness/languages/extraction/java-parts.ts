import type { Segment } from './answer.js';
import { Code } from './code.js';
import { itemsOf, outerItemsOf, sourceOf, type Item, type Placed } from './items.js';
import { neededBy, type Root } from './needs.js';
import { JAVA_LEXIS, type JavaFrame } from './java-frame.js';
import { matchJava } from './java-items.js';

/** A class, or the file itself, and what is defined directly in it. */
export interface Scope {
  readonly type: Item | null;
  readonly members: readonly Item[];
}

/** A segment that has been read; the file's scope comes first, then the classes, outer ones before inner ones. */
export interface JavaPart {
  readonly segment: Segment;
  readonly code: Code;
  readonly file: Scope;
  readonly scopes: readonly Scope[];
}

/** Keeps the time linear; nobody nests or lists more. */
const MOST_SCOPES = 100;

export function readJava(segment: Segment): JavaPart {
  const code = new Code(segment.text, JAVA_LEXIS);
  const file: Scope = { type: null, members: outerItemsOf(code, matchJava) };
  const scopes: Scope[] = [file];
  for (let at = 0; at < scopes.length; at++) {
    for (const type of scopes[at]?.members ?? []) {
      if (type.kind !== 'type' || type.inside === null || scopes.length >= MOST_SCOPES) continue;
      scopes.push({ type, members: itemsOf(code, matchJava, ...type.inside) });
    }
  }
  return { segment, code, file, scopes };
}

export function isEntry(item: Item, frame: JavaFrame): boolean {
  if (item.kind !== 'function' || !item.names.some((name) => frame.names.has(name))) return false;
  return frame.arity === null || item.parameters?.length === frame.arity;
}

/** Imports before the entry point, without those of test libraries, which are not there. */
export function importsOf(part: JavaPart, entryAt: number): readonly string[] {
  return part.file.members
    .filter((item) => item.kind === 'import' && item.from < entryAt)
    .map((item) => sourceOf(part.code, { ...item, from: part.code.skipComments(item.from) }))
    .filter(
      (line) => !/^package\b|\b(?:org\.junit|junit|org\.testng|org\.hamcrest|org\.mockito)\./.test(line),
    );
}

/** What a method without a class needs beside itself: methods and fields that stand without one too, and classes. */
export function neededMembers(
  parts: readonly JavaPart[],
  part: JavaPart,
  root: Root,
  entryAt: number,
  frame: JavaFrame,
): readonly Placed[] {
  const members = ({ code, file }: JavaPart): readonly Placed[] =>
    file.members
      .filter(({ kind, names }) => kind !== 'import' && kind !== 'prototype' && !names.some(isNeverKept))
      .map((item) => ({ code, item }));
  const others = parts.filter((other) => other !== part).flatMap(members);
  return neededBy(
    root,
    [members(part), others],
    ({ code, item }) => code === part.code && item.from < entryAt,
    ({ item }) => isEntry(item, frame),
  ).flat();
}

function isNeverKept(name: string): boolean {
  return name === 'main' || name === 'Main' || name === 'Solution';
}

/** Classes beside that of the entry point that `words` lead to; a unit has one public class, which is the tests'. */
export function neededTypes(
  parts: readonly JavaPart[],
  scope: Scope,
  words: ReadonlySet<string>,
): readonly string[] {
  const pool = parts.flatMap(({ code, file }) =>
    file.members
      .filter((item) => item.kind === 'type' && item !== scope.type && !item.names.some(isNeverKept))
      .map((item): Placed => ({ code, item })),
  );
  const start = scope.type?.from ?? 0;
  const found = neededBy(
    { words, locals: new Set() },
    [pool],
    ({ item }) => item.from < start,
    () => false,
  ).flat();
  return found.map(({ code, item }) => sourceOf(code, item).replace(/^public\s+/, ''));
}
