import { UserError } from '../../errors.js';
import { buildImage } from '../../sandbox/docker/build-image.js';
import { connectEngine, DockerUnusable } from '../../sandbox/docker/engine.js';
import { dockerSettings } from '../../sandbox/docker/settings.js';
import { defineCommand } from '../command.js';
import { textOption } from '../common-options.js';
import { EXIT } from '../exit-codes.js';
import { note, print, seconds } from '../output.js';

export const sandbox = defineCommand({
  name: 'sandbox <action>',
  describe: 'Build the image of the Docker sandbox (needs a Docker engine and a network)',
  options: (yargs) =>
    yargs
      .positional('action', {
        choices: ['build'] as const,
        demandOption: true,
        describe: 'build: the image, from the toolchains that the Dockerfile installs',
      })
      .option('base', textOption('base', 'Image to begin with; what it has is not installed again'))
      .option('tag', textOption('tag', 'Name of the image; PERFORCH_DOCKER_IMAGE, or perforch-sandbox'))
      .option('network', textOption('network', 'Network of the build, as "host"; the engine’s default')),
  async run({ base, tag, network }) {
    const started = Date.now();
    const engine = await connectEngine().catch((error: unknown) => {
      throw error instanceof DockerUnusable ? new UserError(`${error.message}: ${error.advice}`) : error;
    });
    const name = tag ?? dockerSettings().image;
    const { digest, bytes } = await buildImage(engine, { base, tag: name, network }, note);
    print(
      `${name}: ${digest}, ${Math.round(bytes / 2 ** 20)} MiB, built in ${seconds(Date.now() - started)}`,
    );
    return EXIT.done;
  },
});
