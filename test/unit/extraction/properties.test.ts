import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SAMPLES, type Sample } from './samples.js';

/** Pieces that answers are made of, so that random ones reach the interesting paths. */
function pieces(sample: Sample): fc.Arbitrary<string> {
  const { body, whole, ownMain, ownTests, strayHelper, problem } = sample;
  const signs = [
    '{',
    '}',
    '(',
    ')',
    '[',
    ']',
    '"',
    "'",
    '`',
    '"""',
    "'''",
    '```',
    '~~~',
    '/*',
    '*/',
    '//',
    '#',
    '\\',
    ';',
    '<',
    '>',
  ];
  const lines = [
    '\n',
    '\r\n',
    '\t',
    '    ',
    '<think>',
    '</think>',
    'r#"',
    'R"x(',
    'B:\n',
    'return ',
    'import (',
    'use ',
    'class X {',
    '@',
  ];
  return fc.oneof(
    fc.constantFrom(body, whole, ownMain, ownTests, strayHelper, problem.prompt, problem.entryPoint),
    fc.constantFrom(...signs, ...lines),
    fc.string({ unit: 'binary', maxLength: 20 }),
  );
}

/** A good answer with a part cut out and something put in. */
function mutated(sample: Sample): fc.Arbitrary<string> {
  const good = fc.constantFrom(sample.body, sample.whole, `Sure!\n\`\`\`\n${sample.whole}\`\`\`\nDone.`);
  return fc.tuple(good, fc.nat(), fc.nat(20), pieces(sample)).map(([text, at, length, piece]) => {
    const from = at % (text.length + 1);
    return text.slice(0, from) + piece + text.slice(from + length);
  });
}

describe.each(SAMPLES)('any answer in $language', (sample) => {
  const anything = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(pieces(sample), { maxLength: 12 }).map((list) => list.join('')),
    mutated(sample),
  );

  test('is read without an exception, the same way every time', () => {
    fc.assert(
      fc.property(anything, (answer) => {
        const first = sample.extract(sample.problem, answer);
        expect(sample.extract(sample.problem, answer)).toEqual(first);
        if (first.state === 'program') {
          expect(first.source.endsWith('\n')).toBe(true);
          expect(first.how).toMatch(/^(?:body|whole|fenced|fenced-body|other)$/);
        } else expect(first.reason).not.toBe('');
      }),
      { numRuns: 400 },
    );
  });

  test('reads the same with either kind of line end', () => {
    fc.assert(
      fc.property(mutated(sample), (answer) => {
        const plain = answer.replace(/\r\n?/g, '\n');
        expect(sample.extract(sample.problem, plain.replaceAll('\n', '\r\n'))).toEqual(
          sample.extract(sample.problem, plain),
        );
      }),
      { numRuns: 200 },
    );
  });

  test('loses nothing when a program is extracted once more', () => {
    fc.assert(
      fc.property(fc.constantFrom(sample.body, sample.whole), (answer) => {
        const once = sample.extract(sample.problem, answer);
        if (once.state !== 'program') throw new Error(once.reason);
        const twice = sample.extract(sample.problem, once.source);
        expect(twice.state === 'program' && twice.source.replace(/\s+/g, '')).toBe(
          once.source.replace(/\s+/g, ''),
        );
      }),
    );
  });

  test.each([
    '{',
    '}',
    '{}',
    '(\n',
    '{\n',
    '"\\"',
    "'",
    '/*',
    'a b = ',
    'x<',
    '"""\n',
    '    return 1\n',
    'def f(\n',
    'int f(int x) {\n',
    'func f() {\n',
    'use a::{',
    'R"a(',
    'for for ',
    `${sample.whole}\n`,
  ])('of 100,000 characters of %j is read in time', (unit) => {
    const answer = unit.repeat(Math.ceil(100_000 / unit.length));
    const start = performance.now();
    sample.extract(sample.problem, answer);
    expect(performance.now() - start).toBeLessThan(5_000);
  });
});
