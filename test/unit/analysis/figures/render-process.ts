import { createHash } from 'node:crypto';
import { figuresOf, renderPdf, renderSvg } from '../../../../analysis/figures/index.js';
import { ANALYSES } from './fixtures.js';

// Prints what the figures come to as bytes in the time zone and locale that this process has.
const hashes: string[] = [new Date(0).toString()];
for (const analysis of Object.values(ANALYSES))
  for (const figure of figuresOf(analysis)) {
    const bytes = [await renderSvg(figure), await renderPdf(figure)];
    hashes.push(...bytes.map((part) => createHash('sha256').update(part).digest('hex')));
  }
process.stdout.write(JSON.stringify(hashes));
