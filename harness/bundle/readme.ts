import { DATABASE, type Manifest } from './manifest.js';

/** What whoever opens a bundle reads first. */
export function renderReadme(manifest: Omit<Manifest, 'files'>, given: string | null): string {
  const { study, counts, datasets, machine, perforch } = manifest;
  return [
    `# ${study.name}`,
    '',
    `A study of LLMs as programmers, made with perforch ${perforch}, begun ${study.createdIso}, hash ${study.hash}.`,
    `Planned on: ${machine}.`,
    '',
    `Of ${counts.cells} cells (one answer of a model to one problem in one stage) ${counts.answered} were answered, ` +
      `${counts.decided} decided, ${counts.passed} passed; ${counts.measured} of these were measured.`,
    '',
    '| file | content |',
    '| --- | --- |',
    '| `manifest.json` | SHA-256 and size of every file, machines, data sets |',
    '| `study.json` | the study, defaults filled in; its hash is the hash above |',
    ...(given === null ? [] : [`| \`${given}\` | the study file as it was written |`]),
    `| \`${DATABASE}\` | every prompt, answer, program, verdict and raw sample (SQLite 3) |`,
    '| `profile.json` | the rankings, as an orchestrator reads them |',
    '| `tables/` | every table, as CSV and JSON |',
    '',
    'The data sets are not in it:',
    '',
    ...datasets.flatMap(({ title, licence, contentHash, files }) => [
      `- ${title} (${licence}), content ${contentHash}${files.length === 0 ? ', comes with perforch' : ':'}`,
      ...files.map(({ file, url, sha256 }) => `  - ${url ?? `${file} (from a folder)`}, SHA-256 ${sha256}`),
    ]),
    '',
    'To check that nothing was altered, to compute every table again from the database, and to judge every program again:',
    '',
    '```sh',
    'npx perforch bundle --check FOLDER-OR-TAR.GZ',
    'npx perforch run --from FOLDER-OR-TAR.GZ',
    'npx perforch run --from FOLDER-OR-TAR.GZ --fresh-runs --db again.sqlite',
    '```',
    '',
  ].join('\n');
}
