import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadDataset } from '../../../datasets/index.js';
import { loadRegistry } from '../../../harness/models/registry.js';
import { parseStudy } from '../../../harness/study/spec.js';
import { perforch, temporaryFolder, written } from './perforch.js';
import { scriptedStudy, type ScriptedStudy } from './scripted-study.js';

const README = readFileSync('README.md', 'utf8');
const folder = temporaryFolder();
const data = process.env['PERFORCH_DATA'];
const needsData = /\b(datasets fetch|verify humanevalpack|run paper)\b/;

function blocks(language: string): string[] {
  return [...README.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(
    (match) => match[1] ?? '',
  );
}

/** Every `npx perforch` line of the README, without its comment. */
const commands = blocks('sh')
  .flatMap((block) => block.replace(/\\\n\s*/g, '').split('\n'))
  .filter((line) => line.startsWith('npx perforch'))
  .map((line) => line.replace(/\s+#.*$/, '').replace('npx perforch ', ''));

/** What the README's user has: files in a folder of the test, and a server that is a scripted one. */
function hereNamed(word: string): string {
  if (word === 'http://127.0.0.1:8080/v1') return study.server.baseUrl;
  if (word === 'vendor/my-model') return 'scripted-systems';
  const file = word === 'my-models.yaml' ? 'first-look-models.yaml' : word;
  return /^(results\/|first-look|answers\.jsonl|mine\.py)/.test(file) ? join(folder, file) : word;
}

let study: ScriptedStudy;
beforeAll(async () => {
  // The README's study asks paid models; the same file name with scripted ones goes through the same commands.
  study = await scriptedStudy(folder, 'first-look', { languages: ['python'], problems: [4] });
  const { problems } = await loadDataset('mini', { languages: ['python'] });
  const [problem] = problems;
  const record = {
    model: 'm',
    dataset: 'mini',
    language: 'python',
    task_id: problem?.taskId,
    sample: 1,
    raw: 'x',
  };
  written(folder, 'answers.jsonl', `${JSON.stringify(record)}\n`);
  const fourth = problems.find(({ number }) => number === 4);
  written(folder, 'mine.py', `${fourth?.declaration ?? ''}${fourth?.canonicalBody ?? ''}`);
  spawnSync('gzip', [join(folder, 'answers.jsonl')]);
  return () => study.server.close();
});

describe('the README', () => {
  it('shows commands, the scripts among them', () => {
    expect(commands.length).toBeGreaterThan(7);
    for (const [script] of README.matchAll(/scripts\/\w+\.sh/g)) expect(existsSync(script)).toBe(true);
  });

  for (const command of commands) {
    it.skipIf(data === undefined && needsData.test(command))(
      `shows a command that works: perforch ${command}`,
      async () => {
        const args = command.split(/\s+/).map(hereNamed);
        const { code, stderr } = await perforch(args, { env: { PERFORCH_DATA: data } });
        // Without the public data sets doctor still finds the machine fit.
        expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
      },
    );
  }

  it('shows a study of registered models', async () => {
    const [text = ''] = blocks('yaml');
    const { models } = parseStudy(text, 'README.md');
    const registry = await loadRegistry();
    for (const id of models as readonly string[]) expect(registry.get(id).id).toBe(id);
  });

  it('links to files that are there', () => {
    const links = [...README.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map((match) => match[1] ?? '');
    expect(links.length).toBeGreaterThan(5);
    for (const link of links) expect(existsSync(link)).toBe(true);
  });
});
