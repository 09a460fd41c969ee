import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { variantsOf } from '../../../harness/attacks/attack.js';
import { loadCorpus } from '../../../harness/attacks/corpus.js';
import { markdownOf, writeBetweenMarkers } from '../../../harness/attacks/markdown.js';
import type { AttackResult } from '../../../harness/attacks/run-corpus.js';

const folder = mkdtempSync(join(tmpdir(), 'perforch-markdown-'));
afterAll(() => rmSync(folder, { recursive: true }));

const corpus = await loadCorpus();

function resultsOf(id: string, changes: Partial<AttackResult> = {}): AttackResult[] {
  const attack = corpus.find((one) => one.id === id);
  if (attack === undefined) throw new Error(`no attack ${id}`);
  return variantsOf(attack).map((variant) => ({
    variant,
    ...{ backend: 'bubblewrap', outcome: variant.expected[0] ?? '', detail: '', signs: [], faults: [] },
    ...{ contained: true, asExpected: true, wallMs: 100 },
    ...changes,
  }));
}

test('languages with the same outcome stand together', () => {
  const text = markdownOf(resultsOf('verdict/exit-at-load'), []);
  expect(text).toContain('contained (python, java, cpp, go, rust: runtime_error), 0.1 s');
});

test('what is not contained is told in the row and in the summary', () => {
  const text = markdownOf(resultsOf('isolation/tcp-out', { contained: false, asExpected: false }), []);
  expect(text).toContain('NOT CONTAINED (c: exited 0)');
  expect(text).toContain('1 attacks in 1 variants: 1 NOT CONTAINED');
});

test('an attack that is known to succeed has a section of its own', () => {
  const text = markdownOf(resultsOf('verdict/succeeds-changing-a-helper', { contained: false }), []);
  expect(text).toMatch(/### What still succeeds\n\n.*\n.*\n\| changing a helper \|/);
});

test('only what stands between the markers is replaced', async () => {
  const file = join(folder, 'page.md');
  const begin = '<!-- attacks: begin; written by `perforch attacks --markdown --into` -->';
  writeFileSync(file, `before\n${begin}\nold\n<!-- attacks: end -->\nafter\n`);
  await writeBetweenMarkers(file, 'new');
  expect(readFileSync(file, 'utf8')).toBe(`before\n${begin}\n\nnew\n\n<!-- attacks: end -->\nafter\n`);
});

test('a file without markers is refused and left as it is', async () => {
  const file = join(folder, 'other.md');
  writeFileSync(file, 'text\n');
  await expect(writeBetweenMarkers(file, 'new')).rejects.toThrow(/lacks the line/);
  expect(readFileSync(file, 'utf8')).toBe('text\n');
});
