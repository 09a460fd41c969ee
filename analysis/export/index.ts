import type { Exporter } from './contract.js';
import { csv } from './csv.js';
import { json } from './json.js';
import { terminal } from './terminal.js';

export type { Exporter, ExportOptions } from './contract.js';

/** All exporters by id. */
export const EXPORTERS = { terminal, csv, json } as const satisfies Readonly<Record<string, Exporter>>;
