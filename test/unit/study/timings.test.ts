import { expect, test } from 'vitest';
import { stepTimings } from '../../../harness/study/timings.js';

const step = (name: string, cpuNs: number, wallNs: number) => ({ name, cpuNs, wallNs });

test('means by language and step, and what is outside of the steps', () => {
  const timings = stepTimings([
    { language: 'go', wallNs: 10e6, steps: [step('link', 1e6, 2e6), step('main', 3e6, 4e6)] },
    { language: 'python', wallNs: 5e6, steps: [step('python3', 1e6, 1e6)] },
    { language: 'go', wallNs: 6e6, steps: [step('link', 3e6, 4e6)] },
  ]);
  expect(timings).toEqual([
    { language: 'python', step: 'python3', programs: 1, cpuMs: 1, wallMs: 1 },
    { language: 'python', step: null, programs: 1, cpuMs: null, wallMs: 4 },
    { language: 'go', step: 'link', programs: 2, cpuMs: 2, wallMs: 3 },
    { language: 'go', step: 'main', programs: 1, cpuMs: 3, wallMs: 4 },
    { language: 'go', step: null, programs: 2, cpuMs: null, wallMs: 3 },
  ]);
});
