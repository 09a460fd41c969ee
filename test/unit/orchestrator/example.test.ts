import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Profile } from '../../../analysis/profile/schema.js';
import { profileOf, UNSURE } from './worlds.js';

const EXAMPLE = resolve('test/unit/orchestrator/example.ts');
const folder = mkdtempSync(join(tmpdir(), 'perforch-example-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function oneModelProfile(): Profile {
  const entry = { model: 'm', score: 1, rank: 1, passRate: 1, n: 1, N: 1 };
  const contexts = (['generate', 'fix'] as const).map((stage): Profile['contexts'][number] => ({
    ...{ language: 'python', stage, category: 'all', n: 1, N: 1, tasks: 1 },
    ...{ criteriaUsed: ['correctness'], models: [{ ...entry, ...UNSURE }] },
    ...{ refine: null, notRanked: [] },
  }));
  return profileOf(['m'], 'python', contexts);
}

describe('the example of the documentation', () => {
  it('is the one that is run here', () => {
    const page = readFileSync('docs/orchestrator.md', 'utf8');
    expect(page).toContain(`\`\`\`ts\n${readFileSync(EXAMPLE, 'utf8')}\`\`\``);
  });

  it('runs in a package of its own that has perforch among its packages', () => {
    mkdirSync(join(folder, 'node_modules'));
    symlinkSync(resolve('.'), join(folder, 'node_modules', 'perforch'));
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    writeFileSync(join(folder, 'profile.json'), JSON.stringify(oneModelProfile()));
    cpSync(EXAMPLE, join(folder, 'example.ts'));
    const tsx = resolve('node_modules/tsx/dist/cli.mjs');
    const { stdout, stderr, status } = spawnSync(process.execPath, [tsx, 'example.ts'], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(stdout).toBe(
      [
        'categories: Array',
        'generate: m (ranked for its language)',
        'fix: m (ranked for its language)',
        'refine: - (the profile ranks nobody)',
        'generate m: wrote a program',
        'generate m: fails the tests: wrong_answer',
        'fix m: wrote a program',
        'fix m: passes the tests',
        'end: a program that passes',
        'written to fix',
        '',
      ].join('\n'),
    );
  });
});
