import { escapeLatex } from './latex-escape.js';
import { LATEX_PACKAGES } from './latex.js';

interface Captioned {
  readonly id: string;
  readonly title: string;
}

/** A document that inputs tables, each on its own page, and figures from their PDF files. */
export function latexDocument(
  tables: readonly Captioned[],
  figures: readonly (Captioned & { readonly caption: string })[],
): string {
  return [
    '% All tables of a study. To compile it: pdflatex tables.tex, twice.',
    '\\documentclass[a4paper]{article}',
    '\\usepackage[margin=2.5cm]{geometry}',
    `\\usepackage{${LATEX_PACKAGES.join(',')}}`,
    '\\begin{document}',
    ...tables.flatMap(({ id }) => [`\\input{${id}.tex}`, '\\clearpage']),
    ...figures.flatMap((figure) => [...figureLines(figure), '\\clearpage']),
    '\\end{document}',
    '',
  ].join('\n');
}

function figureLines({ id, title, caption }: Captioned & { readonly caption: string }): string[] {
  return [
    '\\begin{figure}[htbp]',
    '\\centering',
    `\\resizebox{\\ifdim\\width>\\linewidth\\linewidth\\else\\width\\fi}{!}{\\includegraphics{${id}.pdf}}`,
    `\\caption[${escapeLatex(title)}]{${escapeLatex(`${title}. ${caption}`)}}`,
    `\\label{fig:${id}}`,
    '\\end{figure}',
  ];
}
