import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadMini, mini } from '../../../datasets/mini/index.js';
import { LANGUAGES } from '../../../datasets/problem.js';

const problems = fileURLToPath(new URL('../../../datasets/mini/problems', import.meta.url));
const first = readdirSync(problems).sort()[0] ?? '';
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'perforch-mini-'));
  cpSync(join(problems, first), join(folder, first), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function change(file: string, from: RegExp, to: string): void {
  const path = join(folder, first, file);
  writeFileSync(path, readFileSync(path, 'utf8').replace(from, to));
}

describe('the mini set', () => {
  it('has wrong bodies everywhere, and faster ones where it says refinable', async () => {
    const { problems: loaded } = await mini.load(LANGUAGES);
    for (const problem of loaded) {
      expect(problem.buggyBody, problem.uid).not.toBe(problem.canonicalBody);
      expect(problem.refinedBody, problem.uid).not.toBe(problem.canonicalBody);
      expect(problem.tests.example, problem.uid).not.toBeNull();
      if (problem.language === 'go') {
        const imports = /^import [\s\S]*?\n(?=\S|\n)/m.exec(problem.prompt)?.[0] ?? '';
        expect(problem.declaration, problem.uid).toContain(imports);
      }
    }
    for (const slug of readdirSync(problems)) {
      const refinable = /^refinable: true$/m.test(readFileSync(join(problems, slug, 'problem.yaml'), 'utf8'));
      const own = loaded.filter((problem) => problem.number === Number(slug.split('-')[0]));
      expect(own.length, slug).toBe(LANGUAGES.length);
      for (const problem of own) expect(problem.refinedBody !== null, problem.uid).toBe(refinable);
    }
  });

  it('has another hash when a file changes', async () => {
    const before = await loadMini(folder, ['python']);
    change('rust.yaml', /$/, '# more\n');
    expect((await loadMini(folder, ['python'])).hash).toBe(before.hash);
    change('python.yaml', /$/, '# more\n');
    expect((await loadMini(folder, ['python'])).hash).not.toBe(before.hash);
  });

  it.each([
    ['problem.yaml', /^number: .*$/m, 'number: 77', /problem\.yaml: field "number": 77, but the folder is /],
    [
      'problem.yaml',
      /- \w+/,
      '- Graphs',
      /problem\.yaml: field "categories\.0": .*\(value: "Graphs"\): mend the file/,
    ],
    ['go.yaml', /^entry_point:.*$/m, '', /go\.yaml: field "entry_point"/],
    ['go.yaml', /^entry_point:/m, 'entrypoint:', /go\.yaml: .*entrypoint/],
    ['cpp.yaml', /^/, '"unclosed: [', /cpp\.yaml: cannot be read \(.*\): restore the file/],
  ])('names file and field of what does not fit in %s', async (file, from, to, message) => {
    change(file, from, to);
    await expect(loadMini(folder, LANGUAGES)).rejects.toThrow(message);
  });

  it('names a language file that is missing', async () => {
    rmSync(join(folder, first, 'java.yaml'));
    await expect(loadMini(folder, ['java'])).rejects.toThrow(/java\.yaml: cannot be read \(ENOENT/);
  });
});
