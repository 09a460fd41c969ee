import type { Exporter } from './contract.js';
import { csv } from './csv.js';
import { html } from './html.js';
import { json } from './json.js';
import { latex } from './latex.js';
import { markdown } from './markdown.js';
import { terminal } from './terminal.js';

export type { Exporter, ExportOptions } from './contract.js';
export { tableFiles } from './files.js';

/** All exporters by id. */
export const EXPORTERS = { terminal, csv, json, markdown, latex, html } as const satisfies Readonly<
  Record<string, Exporter>
>;
