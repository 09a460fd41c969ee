import { credentialsOf } from '../models/credentials.js';
import type { AnswerSource, ModelSpec } from '../models/contract.js';
import type { Recorder } from '../models/cassette/recorder.js';
import { NotRecorded, Replay } from '../models/cassette/replay.js';
import { UNPACED } from '../models/provider/unpaced.js';
import { openSource } from '../models/source.js';
import type { Store } from '../store/index.js';
import { sourcesOf } from './models-to-ask.js';
import type { StudyInput } from './run.js';
import { planStudy } from './write-plan.js';

type WithoutSources = Omit<StudyInput, 'sources'>;

/** A study that writes down all that its providers say. Throws `UserError` for a key that is missing. */
export function recordingInput(input: WithoutSources, store: Store, recorder: Recorder): StudyInput {
  return { ...input, sources: sourcesOf(input, store, (model) => recordedSource(model, recorder)) };
}

/**
 * A study that asks a cassette and nobody else: without keys, without waiting, and with the profiles that the recorded
 * prompts show, as a refine prompt with figures of this machine would be another question.
 */
export function replayingInput(input: WithoutSources, store: Store, replay: Replay): StudyInput {
  const sources = sourcesOf(input, store, (model) => replayedSource(model, replay));
  const study = { ...input, sources, pacing: UNPACED };
  const planned = new Set(planStudy(study, store).map(({ problem }) => problem.uid));
  for (const [problem, profile] of replay.shownProfiles)
    if (planned.has(problem)) store.runs.shownProfile(problem, profile);
  return study;
}

/** Opens a cassette for a database: exchanges that its attempts stand for are not given again. */
export function openReplay(path: string, store: Store): Replay {
  return new Replay(path, { played: (answer) => store.answers.countAttempts(answer) });
}

function recordedSource(model: ModelSpec, recorder: Recorder): AnswerSource {
  const { source } = model;
  const secrets = source.kind === 'openai' ? credentialsOf(model, source, process.env).secrets : [];
  return openSource(model, { fetch: recorder.fetchFor(secrets) });
}

function replayedSource(model: ModelSpec, replay: Replay): AnswerSource {
  const { source } = model;
  const keyless = source.kind === 'openai' ? { ...source, keyVariable: null, headers: {} } : source;
  const opened = openSource({ ...model, source: keyless }, { fetch: replay.fetch });
  return {
    ask: (question, control) =>
      opened.ask(question, control).catch((error: unknown) => {
        if (!(error instanceof NotRecorded)) throw error;
        return { kind: 'provider_failure', attempts: [], reason: error.message };
      }),
  };
}
