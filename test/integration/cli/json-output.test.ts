import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectPlain, jsonOf, perforch, temporaryFolder, written } from './perforch.js';
import { scriptedStudy, type ScriptedStudy } from './scripted-study.js';

const DOCUMENTATION = readFileSync('docs/json-output.md', 'utf8');
const folder = temporaryFolder();
const db = join(folder, 'json.sqlite');
let study: ScriptedStudy;

beforeAll(async () => {
  const parameters = { temperature: 0.8 };
  const fields = { languages: ['python'], problems: [4, 6], samples: 2, parameters };
  study = await scriptedStudy(folder, 'json', fields);
  await perforch(['run', study.path, '--db', db]);
});
afterAll(() => study.server.close());

/** Paths that the documentation's table of a command names, such as `rows[].model`. */
function documentedPaths(command: string): string[] {
  const section = DOCUMENTATION.split(/^## /m).find((text) => text.startsWith(`\`${command}\`\n`));
  if (section === undefined) throw new Error(`docs/json-output.md has no section on ${command}`);
  return [...section.matchAll(/^\| `([^`]+)`/gm)].map((match) => match[1] ?? '');
}

/** All objects below a value by their path, `[]` standing for the entries of a list. */
function objectsBelow(value: unknown, path = ''): { path: string; keys: string[] }[] {
  if (Array.isArray(value)) return value.flatMap((entry) => objectsBelow(entry, `${path}[]`));
  if (typeof value !== 'object' || value === null) return [];
  const below = Object.entries(value).flatMap(([key, member]) =>
    objectsBelow(member, path === '' ? key : `${path}.${key}`),
  );
  return [{ path, keys: Object.keys(value) }, ...below];
}

/** Names that the documentation gives to the members of the object at a path; none where it leaves them open. */
function documentedKeys(documented: readonly string[], path: string): Set<string> {
  const prefix = path === '' ? '' : `${path}.`;
  const below = documented.filter((name) => name.startsWith(prefix));
  return new Set(below.map((name) => /^[^.[]+/.exec(name.slice(prefix.length))?.[0] ?? ''));
}

const answers = (): string => written(folder, 'none.jsonl', '\n');

describe('--json', () => {
  it.each([
    ['run', () => ['run', study.path, '--db', db]],
    ['run --dry-run', () => ['run', study.path, '--db', db, '--dry-run']],
    ['profile', () => ['profile', study.models[0] ?? '', '--study', study.path, '--db', db]],
    ['status', () => ['status', '--db', db]],
    ['rank', () => ['rank', '--db', db]],
    ['export', () => ['export', '--db', db, '--out', join(folder, 'out')]],
    ['report', () => ['report', '--db', db, '--out', join(folder, 'report')]],
    ['tables', () => ['tables', '--db', db, '--out', join(folder, 'tables')]],
    ['import', () => ['import', answers(), '--db', db]],
    ['verify', () => ['verify', 'mini', '--languages', 'python', '--sample', '1']],
    ['datasets list', () => ['datasets', 'list']],
    ['datasets fetch', () => ['datasets', 'fetch', 'mini']],
    ['studies', () => ['studies']],
    ['models', () => ['models']],
    ['doctor', () => ['doctor']],
  ])('of %s is one document, with the fields that are documented', async (command, args) => {
    const { code, stdout, document } = await jsonOf(args());
    expect(code).toBe(0);
    expect(document['version']).toBe(1);
    expectPlain(stdout);
    const documented = documentedPaths(command);
    for (const { path, keys } of objectsBelow(document)) {
      const known = documentedKeys(documented, path);
      if (known.size > 0) expect({ path, keys: new Set(keys) }).toEqual({ path, keys: known });
    }
  });

  it('of datasets verify is there, too, where files are missing', async () => {
    const { code, document, stderr } = await jsonOf(['datasets', 'verify', 'humaneval-x'], {
      env: { PERFORCH_DATA: join(folder, 'nothing') },
    });
    expect(code).toBe(1);
    expect(new Set(Object.keys(document))).toEqual(documentedKeys(documentedPaths('datasets verify'), ''));
    expect(document['good']).toBe(false);
    expect(stderr).toBe('5 of 5 files are not as they should be\n');
  });
});
