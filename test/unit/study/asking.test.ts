import { expect, it } from 'vitest';
import { Store } from '../../../harness/store/index.js';
import { newPath } from '../store/fixture.js';
import { askTwice, pricedStudy } from './money/asking.js';

it('a question that is on its way is not sent again: both have its answer', async () => {
  const { input, server } = await pricedStudy(null, { problems: [1], stages: ['generate'] });
  const store = new Store(newPath());
  const [first, second] = await askTwice({ ...input, models: input.models.slice(0, 1) }, store);
  expect(server.requests).toHaveLength(1);
  expect(first).toMatchObject({ state: 'answered', fresh: true });
  expect(second).toEqual({ ...first, fresh: false });
  store.close();
});
