import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { ToolchainStatus } from '../../../harness/languages/contract.js';
import { isAtLeast, parseVersion } from '../../../harness/languages/versions.js';
import { openToolbox } from '../../../harness/study/toolbox.js';

const found = vi.hoisted((): { status: unknown } => ({ status: {} }));
vi.mock('../../../harness/sandbox/index.js', () => ({ openSandbox: () => Promise.resolve({ id: 'none' }) }));
vi.mock('../../../harness/languages/index.js', () => ({
  languageModule: () => ({ label: 'Rust', locate: () => Promise.resolve(found.status) }),
}));
const locateGives = (status: ToolchainStatus): void => {
  found.status = status;
};
beforeEach(() => {
  found.status = {};
});

describe('the toolbox', () => {
  it('is refused for a compiler that is not there, with what to do', async () => {
    locateGives({ state: 'missing', what: 'rustc', advice: 'run ./scripts/install.sh' });
    await expect(openToolbox(['rust'])).rejects.toThrow(
      /^Rust: rustc not found: run .\/scripts\/install.sh$/,
    );
  });

  it('is refused for a compiler that is too old, with both versions', async () => {
    locateGives({ state: 'too_old', found: '1.63.0', minimum: '1.70.0', advice: 'install a newer one' });
    await expect(openToolbox(['rust'])).rejects.toThrow(
      /^Rust: found 1.63.0, needs 1.70.0 or newer: install a newer one$/,
    );
  });
});

describe('a version', () => {
  it.each([
    ['g++ (Debian 12.2.0-14) 12.2.0', '12.2.0'],
    ['go version go1.22.3 linux/amd64', '1.22.3'],
    ['openjdk 17.0.11 2024-04-16', '17.0.11'],
    ['rustc 1.70 (x)', '1.70.0'],
    ['no number', null],
  ])('is found in %j', (text, version) => {
    expect(parseVersion(text)).toBe(version);
  });

  it.each([
    ['1.70.0', '1.70.0', true],
    ['1.70.1', '1.70.0', true],
    ['1.9.9', '1.70.0', false],
    ['2.0.0', '1.70.0', true],
    ['10.0.0', '9.9.9', true],
    ['1.69.9', '1.70.0', false],
    ['17', '17.0.0', true],
  ])('%s is at least %s: %s', (version, minimum, expected) => {
    expect(isAtLeast(version, minimum)).toBe(expected);
  });
});
