import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type Docker from 'dockerode';
import type { ImageInspectInfo, ImageInspectOptions } from 'dockerode';
import { FABRICATED_NAMES } from '../fabricated-names.js';
import { answered } from './answered.js';
import { DockerUnusable, statusOf, type Engine } from './engine.js';

/** The folder of package.json, which is the context of the image's build. */
export const PROJECT = fileURLToPath(new URL('../../../', import.meta.url));
/** The label of an image that says what it was made of. */
export const CONTENT_LABEL = 'perforch.content';
const BUILD = 'run: npx perforch sandbox build';

/** All that decides what is in an image, below the project. */
const INGREDIENTS = [
  'harness/languages',
  'harness/sandbox/docker/image',
  'harness/sandbox/docker/manifest.ts',
  'harness/sandbox/supervisor',
  'harness/sandbox/supervisor-build.ts',
  'package-lock.json',
  ...['apt', 'common', 'env', 'system', 'toolchains'].map((name) => `scripts/lib/${name}.sh`),
];
/** Reading answers of models leaves nothing in an image. */
const NO_INGREDIENT = /^harness\/languages\/(extraction\/|[a-z]+\/extract\.ts$)/;

async function filesBelow(path: string): Promise<string[]> {
  if ((await stat(join(PROJECT, path))).isFile()) return [path];
  const names = await readdir(join(PROJECT, path));
  return (await Promise.all(names.sort().map((name) => filesBelow(`${path}/${name}`)))).flat();
}

/** Hash of everything that the image is made of, but for its base: two images of one hash hold the same. */
export async function contentHash(): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify(FABRICATED_NAMES));
  const files = (await Promise.all(INGREDIENTS.map(filesBelow))).flat();
  for (const file of files.filter((path) => !NO_INGREDIENT.test(path))) {
    hash.update(`\n${file}\n`).update(await readFile(join(PROJECT, file)));
  }
  return hash.digest('hex');
}

/** Throws dockerode's error where there is no such image. */
export async function inspectImage(docker: Docker, name: string): Promise<ImageInspectInfo> {
  return answered('tell of an image', (abortSignal) =>
    docker.getImage(name).inspect({ abortSignal } as ImageInspectOptions),
  );
}

/** The digest of the image of this name. Throws `DockerUnusable` when there is none, or one of other sources. */
export async function findImage({ docker }: Engine, name: string): Promise<string> {
  let found: ImageInspectInfo;
  try {
    found = await inspectImage(docker, name);
  } catch (cause) {
    if (statusOf(cause).status !== 404) throw cause;
    throw new DockerUnusable(`the image ${name} is missing`, BUILD, { cause });
  }
  // An image without labels has null there.
  const labels = found.Config.Labels as Record<string, string> | null;
  const content = labels?.[CONTENT_LABEL];
  if (content === undefined)
    throw new DockerUnusable(
      `the image ${name} is none of perforch's`,
      `${BUILD}, or name another in PERFORCH_DOCKER_IMAGE`,
    );
  if (content !== (await contentHash()))
    throw new DockerUnusable(`the image ${name} is stale: it was built from other sources`, BUILD);
  return found.Id;
}
