import { stringify } from 'yaml';
import type { ScriptedServer } from '../../../harness/models/scripted/server.js';
import { openDemo } from '../../../harness/study/demo.js';
import { written } from './perforch.js';

export interface ScriptedStudy {
  readonly server: ScriptedServer;
  /** The study file, its models being asked at `server`. */
  readonly path: string;
  readonly models: readonly string[];
  /** Questions that reached the models so far. */
  questions(): number;
}

/**
 * Writes a study file of the scripted models on the mini set, with a file of models that points to a real server. It
 * measures nothing unless `fields` say so.
 */
export async function scriptedStudy(
  folder: string,
  name: string,
  fields: Readonly<Record<string, unknown>>,
): Promise<ScriptedStudy> {
  const { input, server } = await openDemo();
  const models = input.models.map(({ id }) => id);
  const entries = input.models.map(({ id, name: label, source }) => ({ id, name: label, source }));
  written(folder, `${name}-models.yaml`, stringify({ models: entries }));
  const study = {
    version: 1,
    name,
    datasets: ['mini'],
    models,
    model_files: [`${name}-models.yaml`],
    measure: { presets: [] },
    ...fields,
  };
  return {
    server,
    path: written(folder, `${name}.yaml`, stringify(study)),
    models,
    questions: () => server.requests.filter(({ method }) => method === 'POST').length,
  };
}
