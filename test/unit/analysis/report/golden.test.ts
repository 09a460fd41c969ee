import { expect, test } from 'vitest';
import { reportFiles } from '../../../../analysis/report/index.js';
import { ANALYSES } from '../figures/fixtures.js';

const FACTS = { createdIso: '2026-01-02T03:04:05.000Z', harnessVersion: '1.2.3' };

// After a wanted change: vitest with --update, then read the difference.
test.each(Object.entries(ANALYSES))(
  'report.md of %s has the bytes of its golden file',
  async (name, analysis) => {
    const files = await reportFiles(analysis, FACTS);
    await expect(files.get('report.md')).toMatchFileSnapshot(`golden/${name}.md.txt`);
  },
);
