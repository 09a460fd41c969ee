import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Event } from '../../../harness/orchestrator/index.js';
import {
  ended,
  expectPlain,
  jsonOf,
  perforch,
  refusal,
  start,
  temporaryFolder,
  written,
} from './perforch.js';
import { scriptedStudy, type ScriptedStudy } from './scripted-study.js';

const folder = temporaryFolder();
const profile = join(folder, 'out', 'profile.json');
let study: ScriptedStudy;
let models: string;

const solveArgs = (problem: string, db: string, ...more: string[]) => [
  ...['solve', problem, '--profile', profile, '--models', models, '--db', join(folder, db), ...more],
];

beforeAll(async () => {
  study = await scriptedStudy(folder, 'solved', { languages: ['python'], problems: [1, 2, 3, 4] });
  models = join(folder, 'solved-models.yaml');
  const db = join(folder, 'solved.sqlite');
  expect((await perforch(['run', study.path, '--db', db])).code).toBe(0);
  expect((await perforch(['export', '--db', db, '--out', join(folder, 'out')])).code).toBe(0);
});
afterAll(() => study.server.close());

describe('perforch solve', () => {
  it('tells how it went, and leaves a program that passes', async () => {
    const out = join(folder, 'program.py');
    const args = solveArgs('mini:Python/2', 'told.sqlite', '--refine', 'off', '--out', out);
    const { code, stdout, stderr } = await perforch(args);
    expect(stderr).toMatch(/^categories: .+$/m);
    expect(stderr).toMatch(/^generate: .+ \(ranked for its categories\)$/m);
    expect(stderr).toMatch(/passes the tests$/m);
    expect(stderr).toMatch(/^end: a program that passes$/m);
    expectPlain(stderr);
    expect({ code, stdout }).toEqual({ code: 0, stdout: `program in ${out}\n` });
    expect(readFileSync(out, 'utf8')).toContain('def ');
  });

  it('asks nothing again that it has an answer to', async () => {
    const args = solveArgs('mini:Python/3', 'again.sqlite', '--refine', 'off');
    const first = await jsonOf(args);
    const asked = study.questions();
    const second = await jsonOf(args);
    expect(study.questions()).toBe(asked);
    expect(second.document).toEqual(first.document);
    expect(first.document['calls']).toBeGreaterThan(0);
  });

  it('goes on after a kill, with what was answered', async () => {
    const args = solveArgs('mini:Python/4', 'killed.sqlite', '--refine', 'off');
    const whole = await jsonOf(solveArgs('mini:Python/4', 'whole.sqlite', '--refine', 'off'));
    const before = study.questions();
    const child = start(args);
    const end = ended(child);
    const poll = setInterval(() => {
      if (study.questions() > before) child.kill('SIGKILL');
    }, 2);
    await end;
    clearInterval(poll);
    const resumed = await jsonOf(args);
    expect(resumed.document['program']).toBe(whole.document['program']);
    expect(eventTypes(resumed.document)).toEqual(eventTypes(whole.document));
    // One answer may have been under way.
    expect(study.questions() - before).toBeLessThanOrEqual(Number(whole.document['calls']) + 1);
  });

  it('rolls back what is not faster, and keeps what is', async () => {
    const args = solveArgs('mini:Python/1', 'refined.sqlite', '--refine', 'best_of_n', '--preset', 'quick');
    const { code, document } = await jsonOf(args);
    expect(code).toBe(0);
    const events = document['events'] as readonly Event[];
    const rewritten = events.filter((event) => event.type === 'answered' && event.stage === 'refine');
    const decided = events.filter(({ type }) => type === 'accepted' || type === 'rolled_back');
    expect(rewritten.length).toBeGreaterThan(0);
    expect(decided).toHaveLength(rewritten.length);
    const accepted = events.find((event) => event.type === 'accepted');
    expect(document['refinedFrom'] === null).toBe(accepted === undefined);
  });

  it('ends where its budget does', async () => {
    const args = solveArgs('mini:Python/2', 'poor.sqlite', '--max-tokens', '1');
    const { document } = await jsonOf(args);
    expect(document['calls']).toBe(1);
    expect(eventTypes(document)).toContain('out_of_budget');
  });

  it('refuses a profile that is none, by file and field', async () => {
    const path = written(folder, 'none.json', '{ "version": 1 }');
    const line = await refusal(['solve', 'mini:Python/2', '--profile', path, '--models', models]);
    expect(line).toContain(path);
    expect(line).toContain('provenance');
  });

  it('refuses a profile that is no JSON, by file', async () => {
    const line = await refusal(['solve', 'mini:Python/2', '--profile', study.path, '--models', models]);
    expect(line).toContain(`${study.path}: not valid JSON: `);
  });

  it('refuses to begin where no model can be asked, and says why', async () => {
    const { code, stderr } = await perforch(['solve', 'mini:Python/2', '--profile', profile]);
    expect(code).toBe(1);
    expect(stderr).toContain('no model of the profile can be asked');
    expect(stderr).toContain('name one with --models');
  });
});

function eventTypes(document: Record<string, unknown>): string[] {
  return (document['events'] as readonly Event[]).map(({ type }) => type);
}
