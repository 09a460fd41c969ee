import { datasetModule } from './index.js';
import { isProgramDataset } from './program-dataset-ids.js';
import { programDatasetModule } from './program-datasets.js';

/** What a reader needs to get the same dataset: the files that it was read from; none where it comes with perforch. */
export interface DescribedDataset {
  readonly id: string;
  readonly title: string;
  readonly licence: string;
  readonly files: readonly SourceFile[];
}

/** A file of a dataset; `url` is null where it was taken from a folder, and nobody knows its public address. */
export interface SourceFile {
  readonly file: string;
  readonly url: string | null;
  /** Hex. */
  readonly sha256: string;
}

/** Throws `UserError` for an unknown id. */
export async function describeDataset(id: string): Promise<DescribedDataset> {
  if (isProgramDataset(id)) {
    const dataset = programDatasetModule(id);
    return { id, title: dataset.title, licence: dataset.licence, files: await dataset.sourceFiles() };
  }
  const dataset = datasetModule(id);
  const files = Object.values(dataset.sources() ?? {}).map(({ file, url, sha256 }) => ({
    file,
    url,
    sha256,
  }));
  return { id, title: dataset.title, licence: dataset.licence, files };
}
