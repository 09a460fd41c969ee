/**
 * The imports that HumanEval-X's own evaluator puts before every Python answer. They are added only where a name is
 * used, because importing all of them (numpy above all) costs more than most of the programs.
 */
const MODULES = [
  'math',
  're',
  'sys',
  'copy',
  'datetime',
  'itertools',
  'collections',
  'heapq',
  'statistics',
  'functools',
  'hashlib',
  'numpy',
  'string',
];

const NAMES_OF: Readonly<Record<string, readonly string[]>> = {
  typing: [
    'Any',
    'Callable',
    'Dict',
    'Iterable',
    'Iterator',
    'List',
    'Optional',
    'Sequence',
    'Set',
    'Tuple',
    'Union',
  ],
  collections: ['ChainMap', 'Counter', 'OrderedDict', 'defaultdict', 'deque', 'namedtuple'],
};

/** The import lines that a program may rely on without writing them. */
export function usualImports(program: string, tests: string): string {
  const words = new Set(`${program}\n${tests}`.match(/[A-Za-z_]\w*/g) ?? []);
  const lines = MODULES.filter((module) => words.has(module)).map((module) => `import ${module}`);
  if (words.has('np')) lines.push('import numpy as np');
  for (const [module, names] of Object.entries(NAMES_OF)) {
    const used = names.filter((name) => words.has(name));
    if (used.length > 0) lines.push(`from ${module} import ${used.join(', ')}`);
  }
  return lines.map((line) => `${line}\n`).join('');
}

/** The modules that the tests use, whether they import them or rely on the usual ones: a solution must not change them. */
export function importedBy(tests: string): string[] {
  const written = [...tests.matchAll(/^[ \t]*(?:import|from)[ \t]+(\w+)/gm)].map(([, name = '']) => name);
  const words = new Set(tests.match(/[A-Za-z_]\w*/g) ?? []);
  return [...new Set([...written, ...MODULES.filter((module) => words.has(module))])].sort();
}
