import { CANDIDATE_FLAGS } from '../../harness/measure/flags.js';
import { NOT_MEASURABLE } from '../../harness/measure/measurement.js';
import type { Analysis } from '../analysis.js';
import { FLAGS, REASONS } from '../measurements.js';
import { words } from './measuring-notes.js';
import { scriptedNotes } from './scripted.js';
import { column, table, type Table } from './table.js';

/** What could be measured in each language; no table for a study that measures nothing. */
export function measurabilityTables(analysis: Analysis): Table[] {
  const rows = analysis.measurability;
  if (rows.length === 0) return [];
  const reasons = REASONS.filter((reason) => rows.some((row) => row.notMeasurable[reason] > 0));
  const flags = FLAGS.filter((flag) => rows.some((row) => row.flagged[flag] > 0));
  return [
    table({
      id: 'measurability',
      title: 'What could be measured, by preset and language',
      columns: [
        column('preset', 'preset', 'text'),
        column('language', 'language', 'text'),
        column('problems', 'problems passed', 'count'),
        column('measurable', 'measured', 'count'),
        ...REASONS.map((reason) =>
          column(reason, words(reason), 'count', { detail: !reasons.includes(reason) }),
        ),
        column('same_program', 'same program', 'count'),
        column('not_measured', 'not measured', 'count', {
          detail: rows.every((row) => row.notMeasured === 0),
        }),
        column('programs', 'programs passed', 'count'),
        column('with_figures', 'with runtime', 'count'),
        ...FLAGS.map((flag) =>
          column(`flagged_${flag}`, words(flag), 'count', { detail: !flags.includes(flag) }),
        ),
        column('disturbed', 'disturbed', 'count'),
      ],
      rows: rows.map((row) => ({
        cells: {
          preset: row.preset,
          language: row.language,
          problems: row.problems,
          measurable: row.measurable,
          ...row.notMeasurable,
          same_program: row.sameProgram,
          not_measured: row.notMeasured,
          programs: row.programs,
          with_figures: row.withFigures,
          ...Object.fromEntries(FLAGS.map((flag) => [`flagged_${flag}`, row.flagged[flag]])),
          disturbed: row.disturbed,
        },
        scripted: false,
      })),
      notes: [
        'over all models and stages; the counts from measured to not measured are of problems, and add up to those ' +
          'passed: a problem is measured where one of its passed programs is',
        'same program: every passed program is the canonical solution itself; from programs passed on, programs are ' +
          'counted, once an answer',
        ...(rows.every((row) => row.notMeasured === 0)
          ? []
          : ['not measured: not tried yet, or the canonical solution does not pass its own tests']),
        ...reasons.map((reason) => `${words(reason)}: ${NOT_MEASURABLE[reason]}`),
        ...flags.map((flag) => `${words(flag)}: ${meaningOf(flag)}`),
        'disturbed: something else on the machine showed in the measurement; its figures are kept',
        ...scriptedNotes(analysis.models),
      ],
    }),
  ];
}

function meaningOf(flag: (typeof FLAGS)[number]): string {
  const { meaning, voidsFaster } = CANDIDATE_FLAGS[flag];
  return voidsFaster ? `${meaning}; no runtime` : meaning;
}
