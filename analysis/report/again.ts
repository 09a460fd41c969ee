import { list, paragraph, type Material, type Section } from './document.js';

/** How to come to the same figures. */
export function againSection({ analysis, harnessVersion }: Material): Section {
  const { study, method, resamples } = analysis;
  const named = `--study ${study.hash.slice(0, 8)} --method ${method}`;
  return {
    id: 'again',
    title: 'Computing it again',
    blocks: [
      paragraph(
        `The same database and perforch ${harnessVersion} give this report again, byte for byte; chance is drawn by the study's seed ` +
          `${study.seed} (${resamples} resamples).`,
      ),
      ...list([
        `perforch report ${named} --db DATABASE --out FOLDER: this report`,
        `perforch tables ${named} --db DATABASE --out FOLDER: every table and figure as a file, those that are too long for a report, too`,
        'perforch bundle --db DATABASE --out FILE.tar.gz: the study packed, so that others can compute it again',
      ]),
    ],
  };
}
