import { loadRegistry } from '../../models/registry.js';
import { defineCommand } from '../command.js';
import { jsonOption } from '../common-options.js';
import { print, printJson } from '../output.js';
import { textTable } from '../text-table.js';

export const models = defineCommand({
  name: 'models',
  describe: 'List the registered models',
  options: (yargs) =>
    yargs
      .option('file', {
        type: 'string',
        array: true,
        default: [] as string[],
        describe: 'Also models of this file',
      })
      .option('json', jsonOption),
  async run({ file, json }) {
    const { models: registered } = await loadRegistry(file);
    if (json) {
      printJson(registered);
      return 0;
    }
    const rows = registered.map(({ id, source, price, provenance }) => {
      const endpoint = source.kind === 'openai' ? source.baseUrl : 'answers are imported';
      const key = source.kind === 'openai' ? keyState(source.keyVariable) : '';
      const cost = price === null ? 'unknown' : `${price.inputUsdPerMTok}, ${price.outputUsdPerMTok}`;
      return [id, endpoint, key, cost, provenance];
    });
    print(textTable(['id', 'endpoint', 'key', 'USD/Mtok in, out', 'provenance'], rows));
    return 0;
  },
});

function keyState(variable: string | null): string {
  if (variable === null) return 'none needed';
  return process.env[variable] === undefined ? `${variable} (not set)` : `${variable} (set)`;
}
