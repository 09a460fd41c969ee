import { expect, test } from 'vitest';
import { UserError } from '../../../harness/errors.js';
import { dockerSettings } from '../../../harness/sandbox/docker/settings.js';

test('without variables the defaults hold, and an empty one is as good as none', () => {
  const defaults = { image: 'perforch-sandbox', runtime: undefined, cpus: undefined, warm: 2 };
  expect(dockerSettings({})).toEqual(defaults);
  expect(dockerSettings({ PERFORCH_DOCKER_RUNTIME: '', PERFORCH_DOCKER_CPUS: '' })).toEqual(defaults);
});

test('variables are taken over', () => {
  expect(
    dockerSettings({
      PERFORCH_DOCKER_IMAGE: 'mine:2',
      PERFORCH_DOCKER_RUNTIME: 'runsc',
      PERFORCH_DOCKER_CPUS: '1.5',
      PERFORCH_DOCKER_WARM: '0',
    }),
  ).toEqual({ image: 'mine:2', runtime: 'runsc', cpus: 1.5, warm: 0 });
});

test.each([
  ['PERFORCH_DOCKER_CPUS', 'two'],
  ['PERFORCH_DOCKER_CPUS', '-1'],
  ['PERFORCH_DOCKER_WARM', '1.5'],
  ['PERFORCH_DOCKER_WARM', '1000'],
])('%s=%s is refused by name and value', (name, value) => {
  const read = () => dockerSettings({ [name]: value });
  expect(read).toThrow(UserError);
  expect(read).toThrow(`${name}: got "${value}"`);
});
