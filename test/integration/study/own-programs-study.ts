import type { ProgramProblem } from '../../../datasets/program-problem.js';
import { isProgramProblem } from '../../../datasets/any-problem.js';
import type { ModelSpec } from '../../../harness/models/contract.js';
import { startScriptedServer, type ScriptedServer } from '../../../harness/models/scripted/server.js';
import { openSource } from '../../../harness/models/source.js';
import { loadProblems } from '../../../harness/study/open.js';
import type { StudyInput } from '../../../harness/study/run.js';
import { studySchema, type StudySpec } from '../../../harness/study/spec.js';

/** Puts the queue's length in place of what fits: wrong where the ferry is too small. */
export const slip = (program: string): string => program.replace('min(capacity, len(queue))', 'len(queue)');
/** Does the same work and much that is of no use. */
const slow = (program: string): string => `sum(i * i for i in range(1_000_000))\n${program}`;
const noted = (program: string, note: string): string => `# ${note}\n${program}`;

type Says = (canonical: string) => string;

/** By model, then by stage and task: 1 is wrong where `slip` is in it, 5 is right. */
const ANSWERS: Readonly<Record<string, Readonly<Record<string, Says>>>> = {
  mender: {
    'generate 1': slip,
    'fix 1': (canonical) => noted(canonical, 'mended'),
    'generate 5': slow,
    'refine 5': (canonical) => noted(canonical, 'quicker'),
  },
  bungler: {
    'generate 1': (canonical) => noted(slip(canonical), 'mine'),
    'fix 1': (canonical) => noted(slip(canonical), 'still'),
    'generate 5': (canonical) => noted(canonical, 'mine'),
    'refine 5': () => 'print("quick")',
  },
  silent: { 'generate 1': () => '', 'generate 5': () => '' },
};

export interface OwnProgramsStudy {
  readonly server: ScriptedServer;
  readonly input: StudyInput;
}

/** A study of two whole programs in Python, whose models are asked at a real server on loopback. */
export async function ownProgramsStudy(fields: Partial<StudySpec> = {}): Promise<OwnProgramsStudy> {
  const spec: StudySpec = {
    ...studySchema.parse({
      ...{ version: 1, name: 'own', datasets: ['mini-effibench'], models: Object.keys(ANSWERS) },
      ...{ languages: ['python'], problems: [1, 5], measure: { presets: [] } },
    }),
    ...fields,
  };
  const loaded = await loadProblems({ path: 'own.yaml', spec });
  const programs = loaded.problems.filter(isProgramProblem);
  const scripts = Object.fromEntries(
    Object.entries(ANSWERS).map(([id, own]) => [id, (prompt: string) => answerOf(own, prompt, programs)]),
  );
  const server = await startScriptedServer(scripts);
  const models = Object.keys(ANSWERS).map((id): ModelSpec => ({
    ...{ id, name: id, provenance: '[D] made up', price: null, parameters: {}, scripted: true },
    source: { kind: 'openai', apiName: id, baseUrl: server.baseUrl, keyVariable: null },
  }));
  const sources = new Map(models.map((model) => [model.id, openSource(model)]));
  return { server, input: { spec, ...loaded, models, sources } };
}

function answerOf(own: Readonly<Record<string, Says>>, prompt: string, programs: readonly ProgramProblem[]) {
  const problem = programs.find(({ statement }) => prompt.includes(statement.trim()));
  const stage = prompt.includes('does not work correctly')
    ? 'fix'
    : prompt.includes('solves this task correctly')
      ? 'refine'
      : 'generate';
  const says = own[`${stage} ${problem?.number}`];
  if (problem?.canonical == null || says === undefined) throw new Error(`nobody answers ${stage}: ${prompt}`);
  const code = says(problem.canonical);
  return code === '' ? '' : `Here:\n\n\`\`\`python\n${code}\n\`\`\`\n`;
}
