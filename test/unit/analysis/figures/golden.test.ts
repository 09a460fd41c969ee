import { expect, test } from 'vitest';
import { figuresOf } from '../../../../analysis/figures/index.js';
import { ANALYSES } from './fixtures.js';

// The suffix .txt keeps the formatter away. After a wanted change: vitest with --update, then look at the drawn figures.
const figures = Object.entries(ANALYSES).flatMap(([name, analysis]) =>
  figuresOf(analysis).map((figure) => ({ file: `${name}-${figure.id}`, figure })),
);

test.each(figures)('$file is specified as in its golden file', async ({ file, figure }) => {
  const text = `${JSON.stringify(figure, null, 2)}\n`;
  await expect(text).toMatchFileSnapshot(`golden/${file}.json.txt`);
});

test('every kind of figure has a golden file', () => {
  expect([...new Set(figures.map(({ figure }) => figure.id))].sort()).toEqual([
    'figure-cost',
    'figure-rank-intervals',
    'figure-speed-ups',
    'figure-winners',
  ]);
});
