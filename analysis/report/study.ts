import { groupBy } from '../../harness/group-by.js';
import { selectionNote } from '../../harness/study/selection-note.js';
import { CRITERIA, RANKING_METHODS, RUNTIME_CRITERIA } from '../ranking/index.js';
import { runtimeNote } from '../tables/measuring-notes.js';
import type { Analysis } from '../analysis.js';
import { counted, languageName, listed } from '../wording.js';
import { list, paragraph, type Material, type Section } from './document.js';

const STAGE_MEANINGS = {
  generate: 'generate: the model writes a program to a statement',
  fix: 'fix: it repairs a program that is wrong',
  refine: 'refine: it makes a correct program faster, which has to stay correct',
} as const;

/** What was asked, of whom, and what words mean. */
export function studySection({ analysis, createdIso }: Material): Section {
  const { study, languages, stages, outcomes } = analysis;
  const planned = outcomes.reduce((sum, own) => sum + own.planned, 0);
  const missing = outcomes.reduce(
    (sum, { counts }) => sum + counts.not_answered + counts.not_judged + counts.harness_error,
    0,
  );
  const datasets = Object.entries(study.datasetHashes);
  return {
    id: 'study',
    title: 'The study',
    blocks: [
      ...list([
        `study: ${study.name}, of ${createdIso.slice(0, 10)}; seed ${study.seed}; SHA-256 of its file in canonical form: ${study.hash}`,
        `data sets: ${datasets.map(([id, hash]) => `${id} (content ${hash.slice(0, 12)})`).join('; ')}`,
        ...(study.selection === undefined ? [] : [selectionNote(study.selection)]),
        `languages: ${languages.map(languageName).join(', ')}; stages: ${stages.join(', ')}`,
        `${counted(planned, 'planned cell')} of ${counted(analysis.models.length, 'model')}: a cell is one problem, one sample, one model, one ` +
          `stage; ${planned - missing} of them have an outcome`,
        runtimeNote(analysis),
        methodSentence(analysis),
      ]),
      paragraph(
        'A program passes if it is compiled and runs all hidden tests of its problem to their end, in a sandbox. pass@1 is the share of ' +
          'problems whose program passed (of several samples their mean). Models are compared on the cells that are complete for ' +
          'all of them: n of N planned ones. What a harness or a provider failed to do counts against no model.',
      ),
      ...list(stages.map((stage) => STAGE_MEANINGS[stage])),
    ],
  };
}

function methodSentence({ method, weights }: Analysis): string {
  if (RANKING_METHODS[method]?.weighted !== true)
    return `ranking method: ${method}, without weights: the pass rate, and in refine the mean improvement`;
  const labels = ['correctness', ...RUNTIME_CRITERIA.map(({ label }) => label)];
  const total = CRITERIA.reduce((sum, id) => sum + weights[id], 0);
  const parts = CRITERIA.map((id, index) => ({ label: labels[index] ?? id, share: weights[id] / total }));
  const byShare = [...groupBy(parts, ({ share }) => share)].sort(([a], [b]) => b - a);
  const shares = byShare.map(
    ([share, own]) =>
      `${listed(own.map(({ label }) => label))} ${Number(share.toFixed(4))}${own.length > 1 ? ' each' : ''}`,
  );
  return `ranking method: ${method}, a weighted sum of criteria that are brought to one scale in each language, stage and category; weights: ${shares.join('; ')}`;
}
