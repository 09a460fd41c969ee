import { UserError } from '../errors.js';
import { Recorder } from '../models/cassette/recorder.js';
import type { Store } from '../store/index.js';
import { openReplay, recordingInput, replayingInput } from '../study/cassette.js';
import { loadStudyInput, openStudyInput } from '../study/open.js';
import type { StudyInput } from '../study/run.js';
import type { StudyFile } from '../study/spec.js';
import { textOption } from './common-options.js';
import { note } from './output.js';

export const recordOption = textOption(
  'record',
  'Write all traffic with providers to this file (a cassette)',
);
export const replayOption = textOption('replay', 'Ask this cassette, and no provider: no key, no network');

export interface CassetteChoice {
  readonly record: string | undefined;
  readonly replay: string | undefined;
  readonly abort: AbortSignal;
}

export interface OpenInput {
  readonly input: StudyInput;
  /** Throws `UserError` where what was to be recorded is not on disk. */
  checkRecorded(): void;
  close(): void;
}

/** A study with its providers, or with the cassette that records them, or stands in for them. */
export async function openInput(study: StudyFile, store: Store, choice: CassetteChoice): Promise<OpenInput> {
  const { record, replay, abort } = choice;
  if (record !== undefined && replay !== undefined)
    throw new UserError(
      '--record and --replay: nothing is sent in a replay that could be recorded: give one',
    );
  if (replay !== undefined) {
    const loaded = await loadStudyInput(study, store);
    const cassette = openReplay(replay, store);
    const input = orClosed(cassette, () => replayingInput(loaded, store, cassette));
    return { input, checkRecorded: () => undefined, close: () => cassette.close() };
  }
  if (record === undefined) {
    const input = await openStudyInput(study, store);
    return { input, checkRecorded: () => undefined, close: () => undefined };
  }
  const loaded = await loadStudyInput(study, store);
  const recorder = new Recorder(record, { abort, onBroken: note });
  const input = orClosed(recorder, () => recordingInput(loaded, store, recorder));
  return {
    input,
    checkRecorded: () => {
      if (recorder.broken !== null) throw new UserError(recorder.broken);
    },
    close: () => recorder.close(),
  };
}

function orClosed<T>(file: { close(): void }, work: () => T): T {
  try {
    return work();
  } catch (error) {
    file.close();
    throw error;
  }
}
