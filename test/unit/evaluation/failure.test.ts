import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { failureOf, MOST_SAID } from '../../../harness/evaluation/failure.js';
import { blocksOf } from '../../../harness/serve/blocks.js';
import { renderPrompt } from '../../../harness/stages/prompt.js';
import { madeUpProblem } from '../models/problems.js';

const said = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc
    .array(
      fc.constantFrom('```', '`````', '~~~', '\n', '\r\n', '\u001b[31m', '\u202e', '\0', '{{task}}', ' x'),
      {
        maxLength: 60,
      },
    )
    .map((parts) => parts.join('')),
  fc.string({ unit: 'grapheme', minLength: MOST_SAID, maxLength: 3 * MOST_SAID }),
);
const phase = fc.constantFrom('build' as const, 'run' as const);
const failure = fc.tuple(said, phase).map(([stderr, of]) => failureOf('wrong_answer', { phase: of, stderr }));

describe('what a fixer is told', () => {
  it('is the verdict in words, and what the run said', () => {
    expect(failureOf('wrong_answer', null)).toBe('A test expected another result.');
    expect(failureOf('sandbox_violation', null)).toBe('It does not pass its tests.');
    const stderr = 'Traceback\r\n\u001b[1mAssertionError\u001b[0m\u0007\n';
    expect(failureOf('runtime_error', { phase: 'run', stderr })).toBe(
      'It failed while its tests ran.\n\nTraceback\nAssertionError',
    );
  });

  it('is what a compiler says first, and what a run says last', () => {
    const stderr = `first ${'x'.repeat(MOST_SAID)} last`;
    const compiled = failureOf('compile_error', { phase: 'build', stderr });
    expect(compiled).toMatch(/first/);
    expect(compiled).not.toMatch(/last/);
    const run = failureOf('runtime_error', { phase: 'run', stderr });
    expect(run).toMatch(/last$/);
    expect(run).not.toMatch(/first/);
  });

  it('is bounded, and reads as it looks, whatever was said', () => {
    fc.assert(
      fc.property(failure, (text) => {
        expect(text.length).toBeLessThan(MOST_SAID + 100);
        expect(text.replaceAll('\n', '').replaceAll('\t', '')).not.toMatch(/[\p{C}\u2028\u2029]/u);
      }),
      { numRuns: 2000 },
    );
  });

  it('stays in its fence, whatever was said', () => {
    const problem = madeUpProblem('python', 1);
    fc.assert(
      fc.property(failure, (text) => {
        const prompt = renderPrompt('fix', problem, 'Python', { program: 'PROGRAM', failure: text });
        const blocks = blocksOf(prompt);
        expect(blocks.map(({ label }) => label)).toEqual([
          null,
          'python',
          null,
          'python',
          null,
          'text',
          null,
        ]);
        expect(blocks[5]?.lines.join('\n')).toBe(text.trimEnd());
        expect(blocks[6]?.lines.join('\n').trim()).toMatch(/^Give the complete repaired program/);
      }),
      { numRuns: 2000 },
    );
  });
});
