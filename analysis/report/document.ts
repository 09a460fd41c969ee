import type { Analysis } from '../analysis.js';
import type { Figure } from '../figures/index.js';
import type { Table } from '../tables/index.js';

/** What a report says beside the analysis. */
export interface ReportFacts {
  /** When the study was made: the same database gives the same report, whenever it is written. */
  readonly createdIso: string;
  readonly harnessVersion: string;
}

/** A piece of a report; texts are plain, and escaped where they are written. */
export type Block =
  | { readonly kind: 'paragraph' | 'warning'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'table'; readonly table: Table }
  | { readonly kind: 'figure'; readonly figure: Figure };

export interface Section {
  /** Fit for an address within the document. */
  readonly id: string;
  readonly title: string;
  readonly blocks: readonly Block[];
}

export interface ReportDocument {
  readonly title: string;
  /** Before the table of contents. */
  readonly lead: readonly Block[];
  readonly sections: readonly Section[];
}

/** What sections are made of. */
export interface Material extends ReportFacts {
  readonly analysis: Analysis;
  /** Those of `shownTables`. */
  readonly tables: readonly Table[];
  readonly figures: readonly Figure[];
}

export function paragraph(text: string): Block {
  return { kind: 'paragraph', text };
}

/** No block without items. */
export function list(items: readonly string[]): Block[] {
  return items.length === 0 ? [] : [{ kind: 'list', items }];
}

/** Blocks of the tables whose id this is, or begins so with a dash after it. */
export function tablesOf({ tables }: Material, ...ids: readonly string[]): Block[] {
  return ids.flatMap((id) =>
    tables
      .filter((table) => table.id === id || table.id.startsWith(`${id}-`))
      .map((table): Block => ({ kind: 'table', table })),
  );
}

/** The block of a figure; none where it has no data. */
export function figureOf({ figures }: Material, id: string): Block[] {
  return figures.filter((figure) => figure.id === id).map((figure) => ({ kind: 'figure', figure }));
}
