/** One name that a `use` brings in. */
interface Leaf {
  readonly path: string;
  /** The name it binds; null for a glob. */
  readonly name: string | null;
}

/**
 * The answer's imports as they are, then those of the declaration whose names neither its imports nor its definitions
 * bind: Rust takes no name twice, not even for the same thing.
 */
export function joinRustUses(
  given: readonly string[],
  own: readonly string[],
  defined: ReadonlySet<string>,
): string {
  const bound = new Set(defined);
  const lines: string[] = [];
  for (const line of new Set(own)) {
    const leaves = leavesOf(line);
    const fresh = leaves.filter((leaf) => leaf.name === null || !bound.has(leaf.name));
    for (const leaf of fresh) if (leaf.name !== null) bound.add(leaf.name);
    if (fresh.length === leaves.length) lines.push(line);
    else lines.push(...fresh.map(written));
  }
  for (const line of given) {
    const leaves = leavesOf(line);
    const fresh = leaves.filter((leaf) => leaf.name === null || !bound.has(leaf.name));
    for (const leaf of fresh) if (leaf.name !== null) bound.add(leaf.name);
    if (fresh.length === leaves.length && !lines.includes(line)) lines.push(line);
    else lines.push(...fresh.map(written));
  }
  return lines.join('\n');
}

function written(leaf: Leaf): string {
  return `use ${leaf.path};`;
}

function leavesOf(line: string): readonly Leaf[] {
  const tree = /\buse\s+([^;]*);/.exec(line)?.[1];
  if (tree !== undefined) return expand(tree.replace(/\/\/[^\n]*|\/\*[^]*?\*\//g, ''), '');
  const crate = /\bextern\s+crate\s+(\w+)(?:\s+as\s+(\w+))?/.exec(line);
  return crate === null ? [] : [{ path: crate[1] ?? '', name: crate[2] ?? crate[1] ?? null }];
}

function expand(tree: string, prefix: string, depth = 0): readonly Leaf[] {
  const text = tree.trim();
  if (text === '' || depth > 20) return [];
  const open = text.indexOf('{');
  if (open !== -1 && text.endsWith('}')) {
    const inner = `${prefix}${text.slice(0, open).trim()}`;
    return branches(text.slice(open + 1, -1)).flatMap((branch) => expand(branch, inner, depth + 1));
  }
  const [path = '', alias] = text.split(/\s+as\s+/);
  const full = path === 'self' ? prefix.replace(/::$/, '') : `${prefix}${path}`;
  const last = full.split('::').at(-1)?.trim() ?? full;
  const name = alias ?? (last === '*' ? null : last);
  return [{ path: alias === undefined ? full : `${full} as ${alias}`, name: name === '_' ? null : name }];
}

function branches(list: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < list.length; at++) {
    const char = list.charAt(at);
    if (char === '{') depth++;
    else if (char === '}') depth--;
    else if (char === ',' && depth === 0) {
      parts.push(list.slice(from, at));
      from = at + 1;
    }
  }
  return [...parts, list.slice(from)];
}
