import { describe, expect, it } from 'vitest';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parseRows } from '../../../datasets/rows.js';
import { humanevalpackRow } from '../../../datasets/humanevalpack/rows.js';
import { loadDataset } from '../../../datasets/index.js';
import { LANGUAGES, type Problem } from '../../../datasets/problem.js';
import { HAS_DATA, WHY_SKIPPED } from './real-data.js';

const flat = (text: string | undefined): string => (text ?? '').replace(/\s+/g, '');

/** Where HumanEval-X really calls the function by another name than HumanEvalPack. */
const OTHER_NAME = ['CPP/27', 'CPP/77', 'Java/22', 'Rust/77'];

async function both(): Promise<{ x: Problem; pack: Problem }[]> {
  const [x, pack] = await Promise.all([loadDataset('humaneval-x'), loadDataset('humanevalpack')]);
  return x.problems.map((problem, i) => {
    const other = pack.problems[i];
    if (other?.taskId !== problem.taskId) throw new Error(`no ${problem.taskId} in HumanEvalPack`);
    return { x: problem, pack: other };
  });
}

function differing(
  pairs: { x: Problem; pack: Problem }[],
  of: (problem: Problem) => string | null,
): string[] {
  return pairs.filter(({ x, pack }) => flat(of(x) ?? '') !== flat(of(pack) ?? '')).map(({ x }) => x.taskId);
}

describe.skipIf(!HAS_DATA)(`HumanEval-X and HumanEvalPack${WHY_SKIPPED}`, () => {
  it('agree on what HumanEval-X does not state and is derived', async () => {
    const pairs = await both();
    expect(differing(pairs, (p) => p.entryPoint).sort()).toEqual(OTHER_NAME);
    expect(differing(pairs, (p) => p.signature).sort()).toEqual(OTHER_NAME);
    expect(differing(pairs, (p) => p.statement)).toEqual([]);
  });

  it('agree on declaration, prompt and body, HumanEval-X mended', async () => {
    const pairs = await both();
    expect(differing(pairs, (p) => p.declaration).sort()).toEqual(OTHER_NAME);
    expect(differing(pairs, (p) => p.canonicalBody)).toEqual([]);
    expect(differing(pairs, (p) => p.prompt).sort()).toEqual([...OTHER_NAME, 'Python/142', 'Rust/32'].sort());
  });

  it('read an entry point that HumanEvalPack states too, but for 14 that nothing calls', async () => {
    const { problems } = await loadDataset('humanevalpack');
    const folder = join(process.env['PERFORCH_DATA'] ?? '', 'humanevalpack');
    const stated = LANGUAGES.flatMap((language) => {
      const plain = join(folder, `humanevalpack_${language}.jsonl`);
      const text = existsSync(plain) ? readFileSync(plain) : gunzipSync(readFileSync(`${plain}.gz`));
      return parseRows(plain, text.toString(), humanevalpackRow[language]);
    });
    const wrong = stated.filter((row, i) => row.entry_point !== problems[i]?.entryPoint);
    expect(wrong.map((row) => row.task_id)).toEqual([
      'Java/99',
      'Java/101',
      'Java/114',
      'CPP/121',
      'CPP/156',
      'Rust/61',
      'Rust/71',
      'Rust/85',
      'Rust/116',
      'Rust/120',
      'Rust/121',
      'Rust/142',
      'Rust/156',
      'Rust/161',
    ]);
  });

  it('have examples for all but six tasks, and none in Rust', async () => {
    for (const { x, pack } of await both()) {
      const none = x.language === 'rust' || [38, 41, 50, 83, 84, 160].includes(x.number);
      expect(x.tests.example === null, x.uid).toBe(none);
      expect(pack.tests.example === null, pack.uid).toBe(none);
      expect(x.buggyBody, x.uid).toBeNull();
      expect(pack.buggyBody, pack.uid).not.toBeNull();
    }
  });

  it('open every helper that the canonical body or the tests call', async () => {
    const helper: Record<string, RegExp> = {
      '10': /is_?palindrome/i,
      '32': /poly\b/i,
      '38': /encode_?cyclic/i,
      '50': /encode_?shift/i,
    };
    for (const problem of (await both()).flatMap(({ x, pack }) => [x, pack])) {
      const expected = helper[String(problem.number)];
      if (expected !== undefined) expect(problem.declaration, problem.uid).toMatch(expected);
      if (problem.language === 'go') {
        const imports = /^import \([^)]*\)/m.exec(problem.prompt)?.[0] ?? '';
        expect(problem.declaration, problem.uid).toContain(imports);
        expect(problem.declaration, problem.uid).not.toContain(problem.statement.split('\n')[0]);
      }
    }
  });

  it('carry their defects and random inputs', async () => {
    const pairs = await both();
    const defects = (which: 'x' | 'pack') =>
      pairs.flatMap((pair) =>
        pair[which].defect === null ? [] : [`${pair.x.taskId} ${pair[which].defect.kind}`],
      );
    expect(defects('x')).toEqual([
      'CPP/23 any_passes',
      'Go/50 correct_fails',
      'Go/95 canonical_fails',
      'Rust/32 any_passes',
      'Rust/133 correct_fails',
    ]);
    expect(defects('pack')).toEqual([
      'CPP/23 any_passes',
      'Go/50 correct_fails',
      'Go/95 canonical_fails',
      'Rust/32 canonical_fails',
      'Rust/133 correct_fails',
    ]);
    const unseeded = /randint\(|rand::(?:random|thread_rng)|rand\.Int31n|UnixNano/;
    for (const { x, pack } of pairs) {
      for (const problem of [x, pack]) {
        const live = problem.tests.hidden.replace(/\/\*[\s\S]*?\*\//g, '').replace(/rng\.randint/g, '');
        expect(problem.randomInputs, problem.uid).toBe(unseeded.test(live));
      }
    }
  });
});
