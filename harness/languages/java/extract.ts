import type { Problem } from '../../../datasets/problem.js';
import type { Extraction } from '../contract.js';
import { normalise, segmentsOf } from '../extraction/answer.js';
import { cutBody, hasStatements, startsWithStatement } from '../extraction/body.js';
import { choose, type Reading } from '../extraction/choose.js';
import { sourceOf, type Item } from '../extraction/items.js';
import { classText } from '../extraction/java-class.js';
import { JAVA_LEXIS, javaFrameOf, type JavaFrame } from '../extraction/java-frame.js';
import {
  importsOf,
  isEntry,
  neededMembers,
  neededTypes,
  readJava,
  type JavaPart,
  type Scope,
} from '../extraction/java-parts.js';
import { bodyRoot, rootOf } from '../extraction/needs.js';

/** The Java program in a model's answer: imports, `class Solution` and the classes that it needs. */
export function extract(problem: Problem, answer: string): Extraction {
  const given = javaFrameOf(problem);
  const parts = segmentsOf(normalise(answer)).map(readJava);
  const items = parts.flatMap(({ scopes }) => scopes.flatMap(({ members }) => members));
  const frame = items.some((item) => isEntry(item, given)) ? given : { ...given, arity: null };
  const wholes = parts.flatMap((part) =>
    part.scopes.flatMap((scope) =>
      scope.members
        .filter((member) => isEntry(member, frame))
        .map((entry) => wholeReading(parts, part, scope, entry, frame)),
    ),
  );
  const first = parts[0];
  const startsBody = ({ code, file }: JavaPart): boolean => startsWithStatement(code, file.members);
  const loose =
    parts.find((part) => part.segment.fenced && startsBody(part)) ??
    parts.find((part) => hasStatements(part.code));
  const other = parts.find((part) =>
    part.file.members.some(({ kind }) => kind === 'function' || kind === 'type'),
  );
  return choose({
    body: first !== undefined && startsBody(first) ? bodyReading(parts, first, frame) : null,
    wholes,
    loose: loose === undefined ? null : bodyReading(parts, loose, frame),
    other: other === undefined ? null : otherReading(other, frame),
  });
}

function wholeReading(
  parts: readonly JavaPart[],
  part: JavaPart,
  scope: Scope,
  entry: Item,
  frame: JavaFrame,
): Reading {
  const build = (): string => {
    if (scope.type !== null) {
      const { head, members, defined, words } = classText(part.code, scope, scope.type, entry, frame);
      return frame.unit(
        importsOf(part, entry.from),
        members,
        defined,
        head,
        neededTypes(parts, scope, words),
      );
    }
    const kept = neededMembers(parts, part, rootOf(part.code, entry.from, entry.to), entry.from, frame);
    const placed = [...kept.filter(({ code }) => code === part.code), { code: part.code, item: entry }];
    placed.sort((a, b) => a.item.from - b.item.from);
    const all = [...kept.filter(({ code }) => code !== part.code), ...placed];
    const sources = all.map(({ code, item }) => sourceOf(code, item));
    return frame.unit(
      importsOf(part, entry.from),
      sources,
      new Set(all.flatMap(({ item }) => item.names)),
      'class Solution',
      [],
    );
  };
  const { fenced } = part.segment;
  return { how: fenced ? 'fenced' : 'whole', complete: entry.complete, fenced, build };
}

function bodyReading(parts: readonly JavaPart[], part: JavaPart, frame: JavaFrame): Reading | null {
  const body = cutBody(part.code, part.file.members, frame.depth - 1, !part.segment.closed);
  if (part.file.members.some((item) => isEntry(item, frame) && item.from < body.to)) return null;
  const build = (): string => {
    const method = `${frame.opening.trimEnd()}\n${body.source}`;
    if (!body.complete) return frame.cutOff(method);
    const members = part.file.members.filter((item) => item.from >= body.to);
    const rest: JavaPart = { ...part, file: { type: null, members } };
    const others = parts.map((other) => (other === part ? rest : other));
    const kept = neededMembers(
      others,
      rest,
      bodyRoot(part.code, body.to, frame.opening, JAVA_LEXIS),
      body.to,
      frame,
    );
    const names = new Set([...frame.names, ...kept.flatMap(({ item }) => item.names)]);
    const sources = [method, ...kept.map(({ code, item }) => sourceOf(code, item))];
    return frame.unit([], sources, names, 'class Solution', []);
  };
  const { fenced } = part.segment;
  return { how: fenced ? 'fenced-body' : 'body', complete: body.closed, fenced, build };
}

function otherReading(part: JavaPart, frame: JavaFrame): Reading {
  const build = (): string => {
    const sources = (kind: Item['kind']): readonly string[] =>
      part.file.members
        .filter((item) => item.kind === kind && !item.names.includes('Main'))
        .map((item) => sourceOf(part.code, item));
    const types = sources('type').map((source) => source.replace(/^public\s+(?=(?:final\s+)?class\b)/, ''));
    const hasSolution = part.file.members.some(
      (item) => item.kind === 'type' && item.names.includes('Solution'),
    );
    return hasSolution
      ? [...importsOf(part, Infinity), ...types].join('\n')
      : frame.unit(importsOf(part, Infinity), sources('function'), new Set(), 'class Solution', types);
  };
  return { how: 'other', complete: true, fenced: part.segment.fenced, build };
}
