/**
 * Go refuses to compile a file with an import too many or too few. Answers are cut out of longer texts (their `main`
 * is gone, the prompt's imports come along), so the import block of every file is made to fit: the file's own imports
 * that it uses, and the standard packages that it uses without importing them, as HumanEval-X's evaluator does.
 */
const STANDARD_PACKAGES = [
  'bufio',
  'bytes',
  'cmp',
  'container/heap',
  'container/list',
  'crypto/md5',
  'encoding/hex',
  'errors',
  'fmt',
  'io',
  'log',
  'maps',
  'math',
  'math/big',
  'math/bits',
  'math/cmplx',
  'math/rand',
  'os',
  'reflect',
  'regexp',
  'slices',
  'sort',
  'strconv',
  'strings',
  'sync',
  'testing',
  'time',
  'unicode',
  'unicode/utf8',
  'github.com/stretchr/testify/assert',
];

export interface Import {
  readonly name: string | null;
  readonly path: string;
}

const IMPORT_BLOCK = /^[ \t]*import[ \t]*\(([^)]*)\)[ \t]*;?/gm;
const IMPORT_LINE = /^[ \t]*import[ \t]+(?:([\w.]+)[ \t]+)?"([^"\n]+)"[ \t]*;?/gm;
const IMPORT_SPEC = /(?:^|;)[ \t]*(?:([\w.]+)[ \t]+)?"([^"\n]+)"/gm;

/**
 * The same file with exactly the imports that it needs (and dot imports that it has or gets), behind a package clause;
 * `never` are paths that it doesn't get.
 */
export function withFittingImports(
  source: string,
  packageName: string,
  always: readonly Import[] = [],
  never: readonly string[] = [],
): string {
  const found: Import[] = [...always];
  const collect = (name: string | undefined, path: string) => found.push({ name: name ?? null, path });
  const body = source
    .replace(/^[ \t]*package[ \t]+\w+[ \t]*;?/m, '')
    .replace(IMPORT_BLOCK, (block, specs: string) => {
      for (const [, name, path = ''] of specs.matchAll(IMPORT_SPEC)) collect(name, path);
      return block.replace(/[^\n]/g, '');
    })
    .replace(IMPORT_LINE, (_, name: string | undefined, path: string) => {
      collect(name, path);
      return '';
    });
  return `package ${packageName}; ${importClause(fitting(found, body, never))}${body}`;
}

function fitting(found: readonly Import[], body: string, never: readonly string[]): Import[] {
  const code = withoutTextAndComments(body);
  const usedQualifiers = new Set(
    [...code.matchAll(/(?<![\w.])([A-Za-z_]\w*)\s*\.\s*[A-Z]/g)].map((m) => m[1]),
  );
  const kept = new Map<string, Import>();
  for (const entry of found) {
    const qualifier = qualifierOf(entry);
    const always = qualifier === '_' || qualifier === '.';
    if (always || usedQualifiers.has(qualifier)) kept.set(always ? entry.path : qualifier, entry);
  }
  for (const path of STANDARD_PACKAGES) {
    const qualifier = qualifierOf({ name: null, path });
    const declared = new RegExp(`\\b(var|const|type|func)\\s+${qualifier}\\b`).test(code);
    if (usedQualifiers.has(qualifier) && !kept.has(qualifier) && !declared)
      kept.set(qualifier, { name: null, path });
  }
  return [...kept.values()].filter(({ path }) => !never.includes(path));
}

function qualifierOf(entry: Import): string {
  if (entry.name !== null) return entry.name;
  const last =
    entry.path
      .split('/')
      .filter((part) => !/^v\d+$/.test(part))
      .at(-1) ?? entry.path;
  return last;
}

function importClause(imports: readonly Import[]): string {
  const specs = imports.map(({ name, path }) => `${name === null ? '' : `${name} `}"${path}"`);
  // Closed by a semicolon: what follows may stand on the same line.
  return specs.length === 0 ? '' : `import (${specs.join('; ')}); `;
}

function withoutTextAndComments(source: string): string {
  return source.replace(/"(?:\\.|[^"\\\n])*"|`[^`]*`|'(?:\\.|[^'\\\n])*'|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, ' ');
}
