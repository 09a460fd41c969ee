import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Quiet } from '../../../harness/evaluation/quiet.js';

test('whoever must be alone is alone, and everybody has their turn', () =>
  fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.array(fc.boolean(), { minLength: 1, maxLength: 12 }),
      async (scheduler, jobs) => {
        const quiet = new Quiet();
        let [shared, alone, done] = [0, 0, 0];
        const work = jobs.map(async (mustBeAlone, index) => {
          await scheduler.schedule(Promise.resolve(), `arrival ${index}`);
          await (mustBeAlone
            ? quiet.alone(async () => {
                alone++;
                expect({ shared, alone }).toEqual({ shared: 0, alone: 1 });
                await scheduler.schedule(Promise.resolve(), `end ${index}`);
                alone--;
              })
            : quiet.shared(async () => {
                shared++;
                expect(alone).toBe(0);
                await scheduler.schedule(Promise.resolve(), `end ${index}`);
                shared--;
              }));
          done++;
        });
        await scheduler.waitFor(Promise.all(work));
        expect(done).toBe(jobs.length);
      },
    ),
  ));

test('a failure lets the next one in', async () => {
  const quiet = new Quiet();
  await expect(quiet.alone(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  await expect(quiet.shared(() => Promise.resolve(1))).resolves.toBe(1);
});
