import type { CalledFunction, ValueType } from '../program-problem.js';

/** `impl Solution` with one function, which is empty, as the site that the tasks are from shows it. */
const RUST =
  /^\s*impl\s+Solution\s*\{\s*pub\s+fn\s+(\w+)\s*\(([^()]*)\)\s*->\s*([\w<>\s]+?)\s*\{\s*\}\s*\}\s*$/;
const PYTHON =
  /^\s*class\s+Solution\s*:\s*def\s+(\w+)\s*\(\s*self\s*,([^()]*)\)\s*->\s*([\w[\]\s]+?)\s*:\s*$/;
const COMMENT = /\/\/[^\n]*/g;

/** What a Python annotation says of these; `ValueType` has the rest. */
const IN_PYTHON: Readonly<Record<string, string>> = {
  i32: 'int',
  i64: 'int',
  u32: 'int',
  u64: 'int',
  usize: 'int',
  f64: 'float',
  bool: 'bool',
  char: 'str',
  String: 'str',
};

interface Frame {
  readonly name: string;
  readonly parameters: readonly { readonly name: string; readonly type: string }[];
  readonly returns: string;
}

/**
 * The function that a Rust answer has, where the two starter codes say for certain that the Python runner calls the same: the
 * same name, parameters and types. Else the reason why not, in a few words.
 */
export function calledFunction(rust: string, python: string): CalledFunction | string {
  const frame = frameOf(rust.replaceAll(COMMENT, ''), RUST);
  if (frame === null) return 'its Rust starter code is not one function that returns a value';
  const other = frameOf(python, PYTHON);
  if (other === null) return 'its Python starter code is not one function that returns a value';
  const types = frame.parameters.map(({ type }) => typeOf(type));
  const returns = typeOf(frame.returns);
  const unknown = [...frame.parameters.map(({ type }) => type), frame.returns].find((type) => !typeOf(type));
  if (unknown !== undefined || returns === null)
    return `its values of type ${unknown ?? ''} are not handed over`;
  const parameters = types.filter((type) => type !== null);
  const same =
    plain(frame.name) === plain(other.name) &&
    frame.parameters.length === other.parameters.length &&
    frame.parameters.every(({ name, type }, at) => {
      const named = other.parameters[at];
      return plain(name) === plain(named?.name ?? '') && agree(typeOf(type), named?.type ?? '');
    }) &&
    agree(returns, other.returns);
  if (!same) return 'its starter code in Rust differs from the one in Python';
  return { name: frame.name, pythonName: other.name, parameters, returns };
}

function frameOf(code: string, shape: RegExp): Frame | null {
  const match = shape.exec(code);
  if (match === null) return null;
  const [, name = '', listed = '', returns = ''] = match;
  const parameters = topLevel(listed).map((parameter) => /^\s*(\w+)\s*:\s*(\S[\s\S]*?)\s*$/.exec(parameter));
  if (parameters.length === 0 || parameters.includes(null)) return null;
  return {
    name,
    parameters: parameters.map((found) => ({ name: found?.[1] ?? '', type: found?.[2] ?? '' })),
    returns,
  };
}

/** The parts between commas that stand in no bracket; a last comma makes no part. */
function topLevel(listed: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const character of listed) {
    if ('<['.includes(character)) depth++;
    if ('>]'.includes(character)) depth--;
    if (character === ',' && depth === 0) parts.push('');
    else parts.push(`${parts.pop() ?? ''}${character}`);
  }
  return parts.at(-1)?.trim() === '' ? parts.slice(0, -1) : parts;
}

/** Null for a type that is not handed over: references, options, lists and trees of nodes. */
function typeOf(text: string): ValueType | null {
  const inner = /^\s*Vec\s*<([\s\S]*)>\s*$/.exec(text)?.[1];
  if (inner !== undefined) {
    const of = typeOf(inner);
    return of === null ? null : { list: of };
  }
  const name = text.trim();
  return name in IN_PYTHON ? (name as ValueType) : null;
}

function agree(type: ValueType | null, annotation: string): boolean {
  return type !== null && annotated(type) === annotation.replaceAll(/\s+/g, '').replaceAll('list[', 'List[');
}

function annotated(type: ValueType): string {
  return typeof type === 'string' ? (IN_PYTHON[type] ?? '') : `List[${annotated(type.list)}]`;
}

/** The same for `maxProfit` and `max_profit`. */
function plain(name: string): string {
  return name.replaceAll('_', '').toLowerCase();
}
