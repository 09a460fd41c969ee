import { describe, expect, it } from 'vitest';
import { listDatasets, loadDataset } from '../../../datasets/index.js';
import { CATEGORIES, LANGUAGES, type Problem } from '../../../datasets/problem.js';
import { lastFunction } from '../../../datasets/source-text.js';
import { renderPrompt } from '../../../harness/stages/prompt.js';
import { HAS_DATA, WHY_SKIPPED } from './real-data.js';

const TASKS: Record<string, number | null> = { mini: null, 'humaneval-x': 164, humanevalpack: 164 };

/** Comments, strings and characters away, so that their braces do not count. */
function withoutText(code: string): string {
  return code
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/"(?:\\.|[^"\\\n])*"|`[^`]*`|'(?:\\.|[^'\\\n])'/g, '')
    .replace(/\/\/.*$/gm, '');
}

function openBraces(code: string): number {
  const bare = withoutText(code);
  return bare.split('{').length - bare.split('}').length;
}

const withoutSpace = (text: string): string => text.replaceAll(/\s+/g, '');

function expectWhole(problem: Problem): void {
  const { uid, language, declaration, prompt } = problem;
  expect(uid).toBe(`${problem.dataset}:${problem.taskId}`);
  expect(problem.taskId, uid).toMatch(new RegExp(`/${problem.number}$`));
  for (const text of [problem.statement, prompt, declaration, problem.canonicalBody, problem.tests.hidden]) {
    expect(text.trim(), uid).not.toBe('');
  }
  expect(problem.signature, uid).not.toMatch(/\n|^\s|\s$|[{:]$/);
  expect(problem.signature, uid).toContain(problem.entryPoint);
  expect(problem.tests.hidden, uid).toContain(problem.entryPoint);
  expect(problem.tests.example ?? 'absent', uid).not.toMatch(/^(None|\s*)$/);
  expect(lastFunction(language, declaration)?.name, uid).toBe(problem.entryPoint);
  expect(prompt, uid).toContain(problem.entryPoint);
  expect(prompt, uid).not.toMatch(/^fn main/);
  expect([...problem.categories], uid).toEqual(CATEGORIES.filter((c) => problem.categories.includes(c)));
  expect(problem.tests.setup === '', uid).toBe(language !== 'go');
  if (language === 'go') expect(problem.tests.setup, uid).toMatch(/^package main\n/);
}

function expectClosed(problem: Problem): void {
  const bodies = [problem.canonicalBody, problem.buggyBody, problem.refinedBody].filter(
    (body) => body !== null,
  );
  for (const body of bodies) {
    if (problem.language === 'python') expect(body, problem.uid).toMatch(/^(\s*\n)*[ \t]+\S/);
    else expect(openBraces(problem.declaration + body), problem.uid).toBe(0);
  }
}

for (const { id, origin } of listDatasets()) {
  const there = origin === 'bundled' || HAS_DATA;
  describe.skipIf(!there)(`dataset ${id}${there ? '' : WHY_SKIPPED}`, () => {
    it('gives whole problems, closed bodies and unique uids in five languages', async () => {
      const { problems, hash } = await loadDataset(id);
      expect(hash).toMatch(/^[0-9a-f]{64}$/);
      expect(new Set(problems.map((problem) => problem.uid)).size).toBe(problems.length);
      const numbers = LANGUAGES.map((language) =>
        problems.filter((problem) => problem.language === language).map((problem) => problem.number),
      );
      for (const list of numbers) {
        expect(list).toEqual(numbers[0]);
        expect(list).toEqual([...list].sort((a, b) => a - b));
        expect(list.length).toBe(TASKS[id] ?? list.length);
        expect(list.length).toBeGreaterThan(0);
      }
      for (const problem of problems) {
        expectWhole(problem);
        expectClosed(problem);
      }
    });

    it('shows no canonical body to a model that is to generate one', async () => {
      const { problems } = await loadDataset(id);
      // Of a short one a statement may well say the same.
      const shown = problems.filter((problem) => {
        const body = withoutSpace(problem.canonicalBody);
        return body.length > 60 && withoutSpace(renderPrompt('generate', problem, 'it')).includes(body);
      });
      expect(shown.map(({ uid }) => uid)).toEqual([]);
    });

    it('gives each task one set of one to four categories', async () => {
      const { problems } = await loadDataset(id);
      const byNumber = new Map(
        problems.map((p) => [p.number, problems.filter((q) => q.number === p.number)]),
      );
      for (const [number, same] of byNumber) {
        const lists = new Set(same.map((problem) => problem.categories.join()));
        expect(lists.size, `task ${number}`).toBe(1);
        expect(same[0]?.categories.length, `task ${number}`).toSatisfy((n: number) => n >= 1 && n <= 4);
      }
    });

    it('loads only the languages asked for, with a hash of their files alone', async () => {
      const all = await loadDataset(id);
      const some = await loadDataset(id, { languages: ['rust', 'python'] });
      expect(new Set(some.problems.map((problem) => problem.language))).toEqual(new Set(['python', 'rust']));
      expect(some.problems[0]?.language).toBe('python');
      expect(some.hash).not.toBe(all.hash);
      expect((await loadDataset(id, { languages: ['python', 'rust'] })).hash).toBe(some.hash);
    });
  });
}

it('names the known datasets where the id is unknown', async () => {
  await expect(loadDataset('humaneval')).rejects.toThrow(
    'Unknown dataset "humaneval": use one of mini, humaneval-x, humanevalpack',
  );
});
