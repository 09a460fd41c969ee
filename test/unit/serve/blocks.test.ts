import fc from 'fast-check';
import { expect, it } from 'vitest';
import { blocksOf } from '../../../harness/serve/blocks.js';

it('cuts a text at its fences', () => {
  const text = 'before\n```Python title="x"\ncode\n```\nbetween\n~~~\nplain\n~~~\nafter';
  expect(blocksOf(text)).toEqual([
    { label: null, lines: ['before'] },
    { label: 'python', lines: ['code'] },
    { label: null, lines: ['between'] },
    { label: '', lines: ['plain'] },
    { label: null, lines: ['after'] },
  ]);
});

it('closes a fence by one that is as long, and of its kind', () => {
  const text = '````cpp\n```\ninside\n~~~~\n````\nafter';
  expect(blocksOf(text)).toEqual([
    { label: 'cpp', lines: ['```', 'inside', '~~~~'] },
    { label: null, lines: ['after'] },
  ]);
});

it('loses no line but fences, and makes none up', () => {
  const line = fc.oneof(
    fc.constantFrom('```', '```py', '````', '~~~', '`` `', ''),
    fc.string({ maxLength: 8 }),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), (parts) => {
      const lines = parts.join('\n').split('\n');
      const kept = blocksOf(lines.join('\n')).flatMap((block) => block.lines);
      const rest = [...lines];
      for (const one of kept) {
        const at = rest.indexOf(one);
        expect(at).toBeGreaterThanOrEqual(0);
        for (const skipped of rest.splice(0, at + 1).slice(0, -1))
          expect(skipped).toMatch(/^ {0,3}(?:`{3}|~{3})/);
      }
      for (const skipped of rest) expect(skipped).toMatch(/^ {0,3}(?:`{3}|~{3})/);
    }),
    { numRuns: 2000 },
  );
});
