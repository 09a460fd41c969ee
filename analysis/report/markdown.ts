import { escapeLine, escapeMarkdown, markdown } from '../export/markdown.js';
import type { Block, ReportDocument } from './document.js';

/** The report as GitHub shows it; figures are files beside it, in `figures/`. Ends in one line feed. */
export function reportMarkdown({ title, lead, sections }: ReportDocument): string {
  const contents = sections.map((section) => `- [${escapeMarkdown(section.title)}](#${section.id})`);
  const parts = [
    `# ${escapeMarkdown(title)}`,
    ...lead.map(blockText),
    contents.join('\n'),
    ...sections.flatMap((section) => [
      `<a id="${section.id}"></a>`,
      `## ${escapeMarkdown(section.title)}`,
      ...section.blocks.map(blockText),
    ]),
  ];
  return `${parts.join('\n\n')}\n`;
}

function blockText(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return escapeLine(block.text);
    case 'warning':
      return `> **Warning:** ${escapeMarkdown(block.text)}`;
    case 'list':
      return block.items.map((item) => `- ${escapeLine(item)}`).join('\n');
    case 'table':
      return markdown.render(block.table).trimEnd();
    case 'figure': {
      const { id, title, caption } = block.figure;
      return [
        `### ${escapeMarkdown(title)}`,
        `![${escapeMarkdown(title)}](figures/${id}.svg)`,
        escapeLine(caption),
      ].join('\n\n');
    }
  }
}
