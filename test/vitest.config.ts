import { defineConfig } from 'vitest/config';

const REAL = { root: process.cwd(), testTimeout: 600_000, hookTimeout: 600_000 };
const ONE_BY_ONE = { ...REAL, fileParallelism: false };
/** What every sandbox must do is tested in each; these are about one of them, or about none. */
const SANDBOX = 'test/integration/sandbox';
const ONLY_BUBBLEWRAP = ['cgroup', 'ordinary-user', 'refusal', 'supervised-process'].map(
  (name) => `${SANDBOX}/${name}.test.ts`,
);
const ONLY_DOCKER = `${SANDBOX}/docker/*.test.ts`;
/** Verdicts on a public record are shown in each sandbox, too. */
const REAL_RECORD = 'test/integration/programs/real-record.test.ts';
/** They measure time, bring about the end of memory, or use all CPUs by themselves. */
const ALONE = [
  'test/integration/attacks/*.test.ts',
  'test/integration/measure/*.test.ts',
  'test/integration/*/measuring.test.ts',
  'test/integration/cli/readme.test.ts',
  `${SANDBOX}/*.test.ts`,
];

/** Whole projects run after each other. */
const group = (order: number) => ({ sequence: { groupOrder: order } });

/**
 * Unit tests need nothing but Node; those of `integration` and `alone` need the toolchains, the sandbox and minutes, and
 * only the former run two files at a time; those of `docker` need an engine with the sandbox's image, and fail without.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...group(0),
          name: 'unit',
          include: ['test/unit/**/*.test.ts'],
          root: process.cwd(),
          testTimeout: 20_000,
        },
      },
      {
        test: {
          ...REAL,
          ...group(1),
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          exclude: [ONLY_DOCKER, ...ALONE],
          maxWorkers: 2,
        },
      },
      { test: { ...ONE_BY_ONE, ...group(2), name: 'alone', include: ALONE } },
      {
        test: {
          ...ONE_BY_ONE,
          ...group(3),
          name: 'docker',
          include: [`${SANDBOX}/*.test.ts`, ONLY_DOCKER, REAL_RECORD],
          exclude: ONLY_BUBBLEWRAP,
          env: { PERFORCH_SANDBOX: 'docker' },
        },
      },
    ],
  },
});
