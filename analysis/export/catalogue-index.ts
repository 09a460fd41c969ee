import type { Analysis } from '../analysis.js';
import { scriptedNotes } from '../tables/scripted.js';
import { escapeMarkdown } from './markdown.js';

/** Tables or figures, and the extensions of the files that each was written into. */
export interface CatalogueSection {
  readonly what: 'table' | 'figure';
  readonly entries: readonly { readonly id: string; readonly title: string }[];
  readonly extensions: readonly string[];
}

/** What the study is, and every file under the title of what it holds. */
export function catalogueIndex(analysis: Analysis, sections: readonly CatalogueSection[]): string {
  const { study, method, models } = analysis;
  const about = [`study hash ${study.hash}`, `ranked by ${method}`, ...scriptedNotes(models)];
  const lines = [
    `# Tables and figures of ${escapeMarkdown(study.name)}`,
    '',
    ...about.map((line) => `- ${escapeMarkdown(line)}`),
    ...sections.flatMap(sectionLines),
  ];
  return `${lines.join('\n')}\n`;
}

function sectionLines({ what, entries, extensions }: CatalogueSection): string[] {
  if (entries.length === 0) return [];
  const rows = entries.map(({ id, title }) => {
    const links = extensions.map((extension) => `[${extension}](${id}.${extension})`);
    return `| ${escapeMarkdown(title)} | ${links.join(' ')} |`;
  });
  return ['', `| ${what} | files |`, '| --- | --- |', ...rows];
}
