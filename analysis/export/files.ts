import type { Table } from '../tables/table.js';
import type { Exporter } from './contract.js';

/** Every table in every form, by the name of its file: the table's id and the exporter's extension. */
export function tableFiles(tables: readonly Table[], exporters: readonly Exporter[]): Map<string, string> {
  return new Map(
    exporters.flatMap((exporter) =>
      tables.map((table) => [`${table.id}.${exporter.extension}`, exporter.render(table)] as const),
    ),
  );
}
