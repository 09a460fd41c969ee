import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../../errors.js';
import { answered } from './answered.js';
import { messageOf, statusOf, type Engine } from './engine.js';
import { CONTENT_LABEL, contentHash, inspectImage, PROJECT } from './image.js';

export interface ImageBuild {
  /** Image to begin with; the Dockerfile's own default where it is left out. */
  readonly base: string | undefined;
  readonly tag: string;
  /** Network of the build's containers, as `host`; the engine's default where it is left out. */
  readonly network: string | undefined;
}

export interface BuiltImage {
  readonly digest: string;
  readonly bytes: number;
}

const DOCKERFILE = 'harness/sandbox/docker/image/Dockerfile';
/** Of the harness's own environment, what says where packages come from; a Dockerfile knows the proxies by itself. */
const PASSED_ON = [
  ...['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'http_proxy', 'https_proxy', 'no_proxy'],
  ...['npm_config_registry', 'PIP_INDEX_URL', 'GOPROXY'],
];
/** A step that compiles or downloads something large says nothing meanwhile. */
const MOST_SILENCE_MS = 30 * 60_000;
const CONTEXT = ['package.json', 'package-lock.json', 'tsconfig.json', 'scripts/lib', 'harness'];

interface BuildEvent {
  readonly stream?: string;
  readonly status?: string;
  readonly id?: string;
  readonly error?: string;
}

async function context(): Promise<string[]> {
  const datasets = await readdir(join(PROJECT, 'datasets'));
  return [...CONTEXT, ...datasets.filter((name) => name.endsWith('.ts')).map((name) => `datasets/${name}`)];
}

function buildArguments({ base }: ImageBuild): Record<string, string> {
  const environment = PASSED_ON.map((name) => [name, process.env[name]] as const);
  const given = environment.filter((entry): entry is [string, string] => Boolean(entry[1]));
  return { ...Object.fromEntries(given), ...(base === undefined ? {} : { BASE: base }) };
}

async function digestOf({ docker }: Engine, name: string): Promise<string | null> {
  try {
    return (await inspectImage(docker, name)).Id;
  } catch (error) {
    if (statusOf(error).status === 404) return null;
    throw error;
  }
}

/** Lines of a build's events; a download's bars move too often to be lines. */
function linesOf({ stream, status, id }: BuildEvent): string[] {
  if (status !== undefined) return id === undefined ? [status] : [];
  return (stream ?? '')
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '');
}

async function follow(
  engine: Engine,
  events: NodeJS.ReadableStream,
  log: (line: string) => void,
): Promise<void> {
  const failure = await new Promise<string | undefined>((resolve) => {
    let failed: string | undefined;
    const silent = setTimeout(() => {
      resolve(`the Docker engine said nothing for ${MOST_SILENCE_MS / 60_000} minutes`);
      (events as { destroy?: () => void }).destroy?.();
    }, MOST_SILENCE_MS);
    engine.docker.modem.followProgress(
      events,
      (error) => {
        clearTimeout(silent);
        resolve(error === null ? failed : messageOf(error));
      },
      (event: BuildEvent) => {
        silent.refresh();
        failed = event.error ?? failed;
        linesOf(event).forEach(log);
      },
    );
  });
  if (failure !== undefined) throw new UserError(`the sandbox's image was not built: ${failure}`);
}

/**
 * Builds the image of the Docker sandbox and gives it its name; the image that had the name before is removed. Throws
 * `UserError` when a step of the Dockerfile fails.
 */
export async function buildImage(
  engine: Engine,
  build: ImageBuild,
  log: (line: string) => void,
): Promise<BuiltImage> {
  const { docker } = engine;
  const before = await digestOf(engine, build.tag);
  const labels = { [CONTENT_LABEL]: await contentHash() };
  const options = {
    t: build.tag,
    dockerfile: DOCKERFILE,
    buildargs: buildArguments(build),
    labels,
    ...(build.network === undefined ? {} : { networkmode: build.network }),
  };
  const sources = { context: PROJECT, src: await context() };
  const events = await answered(
    'begin to build an image',
    (abortSignal) => docker.buildImage(sources, { ...options, abortSignal }),
    MOST_SILENCE_MS,
  ).catch((cause: unknown) => {
    throw new UserError(`the sandbox's image was not built: ${messageOf(cause)}`, { cause });
  });
  await follow(engine, events, log);
  const { Id: digest, Size: bytes } = await inspectImage(docker, build.tag);
  if (before !== null && before !== digest) {
    // In use by another perforch, or under another name: then it stays.
    await answered('remove an image', (abortSignal) => docker.getImage(before).remove({ abortSignal })).catch(
      () => undefined,
    );
  }
  return { digest, bytes };
}
