import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { KINDS, variantsOf } from '../../../harness/attacks/attack.js';
import { macrosWithout } from '../../../harness/attacks/control/weakening.js';
import { loadCorpus } from '../../../harness/attacks/corpus.js';

const attacks = await loadCorpus();

describe('the corpus', () => {
  test('has attacks of every kind', () => {
    for (const kind of KINDS)
      expect(attacks.filter((attack) => attack.kind === kind).length).toBeGreaterThan(9);
  });

  test.each(attacks)('$id: every variant says how it is controlled, or why not', (attack) => {
    const variants = variantsOf(attack);
    expect(variants.length).toBeGreaterThan(0);
    for (const { control } of variants) expect(control === undefined).toBe(attack.succeeds !== undefined);
  });

  test.each(attacks)('$id: its control names defences that there are', (attack) => {
    for (const { control } of variantsOf(attack))
      expect(() => macrosWithout(control?.off ?? [])).not.toThrow();
  });

  test('an unknown defence is named with the nearest one', () => {
    expect(() => macrosWithout(['network namspace'])).toThrow(/did you mean network namespace/);
  });

  test('few attacks of the kinds that a defence stops have no control', () => {
    const uncontrolled = attacks.filter(
      ({ kind, control }) => kind !== 'plumbing' && control?.none !== undefined,
    );
    expect(uncontrolled.length).toBeLessThan(10);
  });
});

describe('a file that does not fit', () => {
  const folders: string[] = [];
  afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

  async function corpusWith(text: string): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'perforch-corpus-'));
    folders.push(folder);
    for (const kind of KINDS) await mkdir(join(folder, kind));
    await writeFile(join(folder, 'isolation', 'new.yaml'), text);
    return folder;
  }

  test('an attack is added by adding a file', async () => {
    const folder = await corpusWith(
      'tries: Something.\ndefence: another\ncontrol: { off: [network namespace] }\nsources: { shell: "true" }\n',
    );
    expect(await loadCorpus(folder)).toMatchObject([{ id: 'isolation/new', kind: 'isolation' }]);
  });

  test.each([
    ['a field that there is not', 'tries: x\ndefence: y\nsources: {}\nverdikt: passed\n', /verdikt/],
    ['an end that there is not', 'tries: x\ndefence: y\nend: died\nsources: {}\n', /end/],
    ['a control of nothing', 'tries: x\ndefence: y\ncontrol: {}\nsources: {}\n', /control: needs one of/],
  ])('%s is named with its file', async (_, text, message) => {
    const loading = loadCorpus(await corpusWith(text));
    await expect(loading).rejects.toThrow(/isolation\/new\.yaml/);
    await expect(loading).rejects.toThrow(message);
  });
});
