import { homedir } from 'node:os';
import { afterEach, expect, test, vi } from 'vitest';
import { perforchHome } from '../../../harness/home.js';

afterEach(() => vi.unstubAllEnvs());

test.each([
  ['/chosen', '/cache', '/chosen'],
  ['', '/cache', '/cache/perforch'],
  ['', '', `${homedir()}/.cache/perforch`],
])('PERFORCH_HOME %j and XDG_CACHE_HOME %j lead to %s', (chosen, cache, home) => {
  vi.stubEnv('PERFORCH_HOME', chosen);
  vi.stubEnv('XDG_CACHE_HOME', cache);
  expect(perforchHome()).toBe(home);
});
