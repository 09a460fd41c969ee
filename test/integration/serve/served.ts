import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import OpenAI from 'openai';
import { stringify } from 'yaml';
import { LANGUAGES } from '../../../datasets/problem.js';
import type { Profile } from '../../../analysis/index.js';
import {
  startScriptedServer,
  type Script,
  type ScriptedServer,
} from '../../../harness/models/scripted/server.js';
import { profileOf, UNSURE } from '../../unit/orchestrator/worlds.js';
import { ended, start, written, type Ended, type Surroundings } from '../cli/perforch.js';

export interface Served {
  readonly models: ScriptedServer;
  readonly baseUrl: string;
  readonly child: ChildProcess;
  /** Of the process, when it is gone. */
  readonly end: Promise<Ended>;
  /** The stock client; it tries nothing again by itself. */
  client(key?: string): OpenAI;
  /** The prompts that models got so far, of this model or of all. */
  prompts(model?: string): string[];
  stop(): Promise<Ended>;
}

/** Starts `perforch serve` before models that are functions of the prompt, ranked in their order. */
export async function served(
  folder: string,
  scripts: Readonly<Record<string, Script>>,
  args: readonly string[] = [],
  { profile: given, ...surroundings }: Surroundings & { readonly profile?: Profile } = {},
): Promise<Served> {
  const models = await startScriptedServer(scripts);
  const ids = Object.keys(scripts);
  const entries = ids.map((id) => ({
    id,
    name: id,
    source: { kind: 'openai', apiName: id, baseUrl: models.baseUrl, keyVariable: null },
  }));
  const name = `served-${Math.random().toString(36).slice(2)}`;
  const profile = written(folder, `${name}.json`, JSON.stringify(given ?? ranked(ids)));
  const file = written(folder, `${name}.yaml`, stringify({ models: entries }));
  const db = join(folder, `${name}.sqlite`);
  const options = ['--profile', profile, '--models', file, '--db', db, '--port', '0', ...args];
  const child = start(['serve', ...options], surroundings);
  const end = ended(child);
  const baseUrl = await addressOf(child, end);
  return {
    ...{ models, baseUrl, child, end },
    client: (key = 'none') => new OpenAI({ baseURL: baseUrl, apiKey: key, maxRetries: 0 }),
    prompts: (model) =>
      models.requests.flatMap((request) =>
        request.prompt !== null && (model ?? request.model) === request.model ? [request.prompt] : [],
      ),
    async stop() {
      child.kill('SIGTERM');
      const gone = await end;
      await models.close();
      return gone;
    },
  };
}

function addressOf(child: ChildProcess, end: Promise<Ended>): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stdout?.on('data', (chunk) => {
      said += String(chunk);
      const [, address] = /answers at (\S+)\n/.exec(said) ?? [];
      if (address !== undefined) resolve(address);
    });
    void end.then(({ stderr }) => reject(new Error(`it ended: ${stderr}`)));
  });
}

/** The same order for generating and fixing, over all languages. */
export function ranked(models: readonly string[]): Profile {
  const entry = (model: string, index: number): Profile['contexts'][number]['models'][number] => ({
    ...{ model, score: 1 - index / 10, rank: index + 1, passRate: 1 - index / 10, n: 10, N: 10 },
    ...UNSURE,
  });
  const contexts = (['generate', 'fix'] as const).map((stage): Profile['contexts'][number] => ({
    ...{ language: 'all', stage, category: 'all', n: 10, N: 10, tasks: 10 },
    ...{ criteriaUsed: ['correctness'], models: models.map(entry), refine: null, notRanked: [] },
  }));
  return { ...profileOf(models, 'python', contexts), languages: [...LANGUAGES] };
}
