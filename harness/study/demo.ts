import { loadDataset } from '../../datasets/index.js';
import type { Problem } from '../../datasets/problem.js';
import { languageModule } from '../languages/index.js';
import { scriptedScripts, scriptedSpecs } from '../models/scripted/models.js';
import { startScriptedServer, type ScriptedServer } from '../models/scripted/server.js';
import { openSource } from '../models/source.js';
import { renderPrompt } from '../stages/prompt.js';
import type { StudyInput } from './run.js';
import { studySchema, type StudySpec } from './spec.js';

/** The study of the demo: the embedded problems, and models that are scripted, not LLMs. */
export function demoSpec(modelIds: readonly string[]): StudySpec {
  const measure = { presets: ['quick'] };
  return studySchema.parse({ version: 1, name: 'demo', datasets: ['mini'], models: modelIds, measure });
}

export interface Demo {
  readonly input: Omit<StudyInput, 'problems'> & { readonly problems: readonly Problem[] };
  readonly server: ScriptedServer;
}

/** Starts the scripted models behind a real HTTP server on loopback, and makes a study of them. */
export async function openDemo(narrow: Partial<StudySpec> = {}): Promise<Demo> {
  const { id, problems, hash } = await loadDataset('mini');
  const server = await startScriptedServer(scriptedScripts(problems, render));
  const models = scriptedSpecs(server.baseUrl);
  const spec = { ...demoSpec(models.map((model) => model.id)), ...narrow };
  const sources = new Map(models.map((model) => [model.id, openSource(model)]));
  return { server, input: { spec, problems, datasetHashes: { [id]: hash }, models, sources } };
}

function render(
  stage: 'generate' | 'fix' | 'refine',
  problem: Problem,
  input: { program: string } | null,
): string {
  return renderPrompt(stage, problem, languageModule(problem.language).label, input);
}
