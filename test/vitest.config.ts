import { defineConfig } from 'vitest/config';

const ROOT = { root: process.cwd(), testTimeout: 600_000, hookTimeout: 600_000, fileParallelism: false };
/** What every sandbox must do is tested in each; these are about one of them, or about none. */
const SANDBOX = 'test/integration/sandbox';
const ONLY_BUBBLEWRAP = ['cgroup', 'ordinary-user', 'refusal', 'resident', 'supervised-process'].map(
  (name) => `${SANDBOX}/${name}.test.ts`,
);
const ONLY_DOCKER = `${SANDBOX}/docker/*.test.ts`;

/**
 * Unit tests need nothing but Node; integration tests need the toolchains, the sandbox and minutes; those of `docker`
 * need an engine with the sandbox's image, and fail without.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: { name: 'unit', include: ['test/unit/**/*.test.ts'], root: process.cwd(), testTimeout: 20_000 },
      },
      {
        test: {
          ...ROOT,
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          exclude: [ONLY_DOCKER],
        },
      },
      {
        test: {
          ...ROOT,
          name: 'docker',
          include: [`${SANDBOX}/*.test.ts`, ONLY_DOCKER],
          exclude: ONLY_BUBBLEWRAP,
          env: { PERFORCH_SANDBOX: 'docker' },
        },
      },
    ],
  },
});
