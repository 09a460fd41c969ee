import { allLanguages } from '../../languages/index.js';
import { buildSupervisor } from '../../sandbox/supervisor-build.js';
import { defineCommand } from '../command.js';
import { EXIT } from '../exit-codes.js';
import { note } from '../output.js';

export const setup = defineCommand({
  name: 'setup',
  describe: 'Build the supervisor and what programs are compiled against (idempotent)',
  options: (yargs) => yargs,
  async run() {
    await buildSupervisor();
    for (const language of allLanguages()) await language.prepare(note);
    note('setup: ready');
    return EXIT.done;
  },
});
