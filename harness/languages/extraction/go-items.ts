import type { Code } from './code.js';
import type { Item, ItemKind } from './items.js';

/** Definitions of Go at package level. */
export function matchGo(code: Code, index: number): Item | null {
  switch (code.at(index)) {
    case 'import':
      return matchImport(code, index);
    case 'func':
      return matchFunc(code, index);
    case 'type':
    case 'var':
    case 'const':
      return matchSpec(code, index);
    default:
      return null;
  }
}

function matchImport(code: Code, index: number): Item | null {
  if (code.isSign(index + 1, '(')) {
    const close = code.partner(index + 1);
    return close === -1 ? null : item('import', [], index, close + 1);
  }
  const path = code.kind(index + 1) === 'text' ? index + 1 : index + 2;
  return code.kind(path) === 'text' ? item('import', [], index, path + 1) : null;
}

function matchFunc(code: Code, index: number): Item | null {
  let at = index + 1;
  const receiver = code.isSign(at, '(') ? receiverType(code, at) : null;
  if (code.isSign(at, '(')) at = code.next(at);
  if (!code.isWord(at)) return null;
  const name = at;
  at++;
  if (code.isSign(at, '[')) at = code.next(at);
  if (!code.isSign(at, '(') || code.partner(at) === -1) return null;
  for (at = code.next(at); at < name + 400 && !code.isFirst(at); at = code.next(at)) {
    if (!code.isSign(at, '{')) continue;
    if (['interface', 'struct'].includes(code.at(at - 1))) continue;
    const close = code.partner(at);
    const to = close === -1 ? code.length : close + 1;
    return {
      ...item(receiver === null ? 'function' : 'attached', [receiver ?? code.at(name)], index, to),
      inside: [at + 1, close === -1 ? to : close],
      complete: close !== -1,
    };
  }
  return null;
}

/** The last name before a generic receiver's parameters: `(h *Heap[T])`. */
function receiverType(code: Code, open: number): string {
  let name = '';
  for (let at = open + 1; at < code.next(open) - 1; at = code.next(at))
    if (code.isWord(at)) name = code.at(at);
  return name;
}

function matchSpec(code: Code, index: number): Item | null {
  const kind = code.at(index) === 'type' ? 'type' : 'value';
  if (code.isSign(index + 1, '(')) {
    const close = code.partner(index + 1);
    if (close === -1) return null;
    const names: string[] = [];
    for (let at = index + 2; at < close; at = code.next(at))
      if (code.isFirst(at) && code.isWord(at)) names.push(code.at(at));
    return item(kind, names, index, close + 1);
  }
  if (!code.isWord(index + 1)) return null;
  const names = [code.at(index + 1)];
  let at = index + 2;
  while (code.isSign(at, ',') && code.isWord(at + 1)) {
    names.push(code.at(at + 1));
    at += 2;
  }
  for (let steps = 0; steps < 200 && at < code.length && !code.isFirst(at); steps++) at = code.next(at);
  return item(kind, names, index, at);
}

/** One import block; a name that the answer binds is not bound again by the declaration's imports. */
export function joinGoImports(given: readonly string[], own: readonly string[]): string {
  const specs = new Map<string, string>();
  for (const block of [...own, ...given]) {
    for (const [, alias = '', path = ''] of block.matchAll(/(?:([\w.]+)[ \t]+)?["`]([^"`\n]+)["`]/g)) {
      const name = alias === 'import' ? '' : alias;
      const bound = name === '' ? (path.split('/').at(-1) ?? path) : name;
      const key = name === '_' || name === '.' ? `${name} ${path}` : bound;
      if (!specs.has(key)) specs.set(key, `${name === '' ? '' : `${name} `}"${path}"`);
    }
  }
  if (specs.size === 0) return '';
  return `import (\n${[...specs.values()].map((spec) => `\t${spec}\n`).join('')})`;
}

function item(kind: ItemKind, names: readonly string[], from: number, to: number): Item {
  return { kind, names, from, to, inside: null, complete: true, parameters: null };
}
