/** Computes how far the two passes over HumanEval-X's categories agree, and writes `agreement.json` beside them. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readCategories } from '../datasets/categories.js';
import { agreementOf } from '../datasets/humaneval-x/categories/agreement.js';

const folder = new URL('../datasets/humaneval-x/categories/', import.meta.url);
const agreement = agreementOf(
  readCategories(new URL('pass-a.json', folder)),
  readCategories(new URL('pass-b.json', folder)),
);
const target = fileURLToPath(new URL('agreement.json', folder));
writeFileSync(target, `${JSON.stringify(agreement, null, 2)}\n`);
console.log(`${target}: ${agreement.problems} problems, mean Jaccard ${agreement.meanJaccard.toFixed(3)}`);
