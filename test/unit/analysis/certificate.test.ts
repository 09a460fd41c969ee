import { describe, expect, test } from 'vitest';
import { allTables, analyse } from '../../../analysis/index.js';
import type { StudyResults } from '../../../harness/study/results.js';
import { MACHINE } from './fixture.js';
import { certificate, certificateOf, MEASURED, OTHER_MACHINE } from './fixture-measured.js';

function tableOf(given: Partial<StudyResults>) {
  const found = allTables(analyse({ ...MEASURED, ...given })).find(({ id }) => id === 'certificate');
  if (found === undefined) throw new Error('no table of certificates');
  return found;
}

describe('the limits', () => {
  test.each([
    [0, 20, 'yes'],
    [1, 19, 'yes'],
    [2, 20, 'too few'],
    [3, 20, 'too few'],
    [4, 20, 'no'],
    [0, 18, 'too few'],
    [0, 16, 'no'],
    [3, 16, 'no'],
  ])(
    'with %i of 20 different from themselves and %i slower ones seen are kept: %s',
    (different, seen, kept) => {
      const [row] = tableOf({ certificates: [certificateOf(different, seen)] }).rows;
      expect(row?.cells.limits_kept).toBe(kept);
      expect(row?.cells.same_share).toBe(different / 20);
      expect(row?.cells.slower_10_share).toBe(seen / 20);
    },
  );

  test('are not known where nothing was measurable', () => {
    const row = tableOf({ certificates: [certificate()] }).rows.find(
      ({ cells }) => cells.language === 'rust',
    );
    expect(row?.cells).toMatchObject({ limits_kept: null, same_share: null, slower_10_share: null });
  });

  test('stand under the table, with what was seen of them', () => {
    const { notes } = tableOf({
      certificates: [certificateOf(4, 20), certificateOf(2, 20), certificateOf(0, 20)],
    });
    expect(notes.filter((note) => note.includes('limits NOT KEPT'))).toHaveLength(1);
    expect(notes.filter((note) => note.includes('limits too few'))).toHaveLength(1);
    expect(notes.filter((note) => note.includes('limits kept'))).toHaveLength(1);
    expect(notes.join('\n')).toContain('at most 5 % of programs called different from themselves');
  });
});

test('the share below 1 of the plain presets stands beside', () => {
  const [row] = tableOf({ certificates: [certificate()] }).rows;
  expect(row?.cells).toMatchObject({ paper_n: 10, paper_below_1: 5, paper_below_1_share: 0.5 });
  expect(row?.cells).toMatchObject({ single_n: 10, single_below_1: 4, single_below_1_share: 0.4 });
});

test('the note names machine, data set, neighbours and date', () => {
  const { notes } = tableOf({ certificates: [certificate({ neighbours: 1 })] });
  expect(notes.join('\n')).toContain(
    'machine c3c3c3c3, precise, beside 1 busy process: limits kept; canonical solutions of hand, 2026-01-02',
  );
});

describe('a machine without a certificate', () => {
  test('is told what to do where there is none at all', () => {
    const { notes, rows } = tableOf({ certificates: [] });
    expect(rows).toEqual([]);
    expect(notes).toContain('this machine has no certificate: perforch certify');
  });

  test.each([
    ['of another machine', certificate({ machineHash: OTHER_MACHINE }), MACHINE],
    ['by another preset', certificate({ preset: 'quick' }), MACHINE],
    ['of this machine only', certificate(), OTHER_MACHINE],
  ])('is named where there is one %s', (_, own, missing) => {
    expect(tableOf({ certificates: [own] }).notes).toContain(
      `machine ${missing.slice(0, 8)} has no certificate by precise: perforch certify --preset precise`,
    );
  });

  test('is not missed by presets that cannot be certified', () => {
    const { notes } = tableOf({
      presets: ['paper'],
      certificates: [certificate({ machineHash: OTHER_MACHINE })],
    });
    expect(notes.join('\n')).not.toContain('no certificate');
  });
});

test('the order of certificates changes nothing', () => {
  const certificates = [
    certificate(),
    certificate({ neighbours: 2 }),
    certificate({ machineHash: OTHER_MACHINE }),
    certificate({ preset: 'quick' }),
  ];
  const turned = [...certificates].reverse();
  expect(tableOf({ certificates: turned })).toEqual(tableOf({ certificates }));
  expect(tableOf({ certificates }).rows[0]?.cells.machine_hash).toBe(MACHINE);
});
