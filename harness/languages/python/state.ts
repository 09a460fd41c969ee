import { logicalLines } from '../extraction/python-lines.js';

const TEXT_OR_COMMENT =
  /[rbfu]{0,2}(?:"""[\s\S]*?"""|'''[\s\S]*?'''|"(?:\\[^]|[^"\\\n])*"|'(?:\\[^]|[^'\\\n])*')|#[^\n]*/gi;
const HARMLESS_DECORATORS = words(
  'abstractmethod classmethod dataclass final overload override property staticmethod total_ordering unique',
);
/** Calls whose results never change. */
const HARMLESS_CALLS = words(
  'NamedTuple NewType TypeVar abs bool bytes chr complex field float frozenset int len max min namedtuple ord pow round str',
);
const STATE_BY_NAME = /\b(?:globals|setattr|__dict__)\b/g;
const DEFINITION = /^(?:async\s+)?(?:def|class)\s+(\w+)/;
const ATTRIBUTE = /(?<![\w.])(\w+|self\.__class__|type\(self\))\.(\w+)\s*(?:\[[^=]*\]\s*)?$/;

/**
 * What outlives a call. At the outer level and in classes only, as what a function defines inside is made anew in each
 * call; names that are found in functions too are those that lead out of them.
 */
export function stateKept(program: string): readonly string[] {
  const source = program.replace(TEXT_OR_COMMENT, (text) =>
    text.startsWith('#') ? '' : `''${text.replace(/[^\n]/g, '')}`,
  );
  const lines = source.split('\n');
  const defined = new Set(lines.flatMap((line) => DEFINITION.exec(line)?.[1] ?? []));
  const blocks: { readonly indent: number; readonly isFunction: boolean }[] = [];
  const found: string[] = [];
  for (const { kind, indent, from, to } of logicalLines(lines)) {
    if (kind !== 'code') continue;
    while ((blocks.at(-1)?.indent ?? -1) >= indent) blocks.pop();
    const inFunction = blocks.some(({ isFunction }) => isFunction);
    for (const statement of split(lines.slice(from, to).join(' '), ';').map((text) => text.trim())) {
      found.push(...keptByName(statement), ...keptByAttribute(statement, defined));
      if (!inFunction) found.push(...keptByDefinition(statement));
      if (DEFINITION.test(statement)) blocks.push({ indent, isFunction: !statement.startsWith('class') });
    }
  }
  return [...new Set(found)];
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(' '));
}

function keptByName(statement: string): string[] {
  const global = /(?:^|:\s*)global\s+([\w, ]+)/.exec(statement)?.[1];
  const named = [...statement.matchAll(STATE_BY_NAME)].map(([name]) => name);
  return global === undefined ? named : [...named, `global ${global.trim()}`];
}

/** Attributes of a function or class; those of an instance are its own. */
function keptByAttribute(statement: string, defined: ReadonlySet<string>): string[] {
  const targets = split(statement, '=').slice(0, -1);
  return targets.flatMap((target) => {
    const [, owner = '', name = ''] = ATTRIBUTE.exec(target.replace(/[-+*/|&%]+$/, '').trim()) ?? [];
    const isShared = defined.has(owner) || owner === 'cls' || /\W/.test(owner);
    return isShared ? [`attribute ${owner}.${name}`] : [];
  });
}

function keptByDefinition(statement: string): string[] {
  const decorator = /^@\s*([\w.]+)/.exec(statement)?.[1];
  if (decorator !== undefined) {
    return HARMLESS_DECORATORS.has(decorator.split('.').at(-1) ?? '') ? [] : [`decorator @${decorator}`];
  }
  if (/^(?:async\s+)?def\b/.test(statement)) return mutableDefaults(statement);
  const sides = split(statement, '=');
  const name = sides[0]?.split(':')[0]?.trim() ?? '';
  if (sides.length < 2 || /^__\w+__$/.test(name) || !isKept(sides.at(-1) ?? '')) return [];
  return [`variable ${name}`];
}

/** Defaults of parameters are made once. */
function mutableDefaults(definition: string): string[] {
  const [parameters = ''] = split(definition.slice(definition.indexOf('(') + 1), ')');
  return split(parameters, ',').flatMap((parameter) => {
    const [name = '', value = ''] = split(parameter, '=');
    return isKept(value) ? [`default of ${name.split(':')[0]?.trim() ?? ''}`] : [];
  });
}

/** Whether a value may change or was computed: a display, a comprehension, a call. `List[int]` is neither. */
function isKept(value: string): boolean {
  const outside = value.replace(/\blambda\b([^:]*):.*$/s, '$1');
  const calls = [...outside.matchAll(/(\w+)\s*\(/g)].map(([, name = '']) => name);
  const isDisplay = /(?:^|[^\w\s\]])\s*[[{]/.test(outside);
  return isDisplay || /\bfor\b/.test(outside) || calls.some((name) => !HARMLESS_CALLS.has(name));
}

/** Parts of a text between signs that stand outside of brackets; `==` and its like are no `=`. */
function split(text: string, sign: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    const isSign =
      char === sign && (sign !== '=' || !/[=!<>:]=|==/.test(text.slice(Math.max(0, at - 1), at + 2)));
    if (isSign && depth === 0) {
      parts.push(text.slice(from, at));
      from = at + 1;
    } else if ('([{'.includes(char)) depth++;
    else if (')]}'.includes(char)) depth--;
  }
  return [...parts, text.slice(from)];
}
