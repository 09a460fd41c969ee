import type { OpenAiSource } from '../../models/credentials.js';
import { loadRegistry, type RegisteredModel } from '../../models/registry.js';
import { defineCommand } from '../command.js';
import { jsonOption, repeatedOption } from '../common-options.js';
import { EXIT } from '../exit-codes.js';
import { print, printJson } from '../output.js';
import { textTable } from '../text-table.js';

export const models = defineCommand({
  name: 'models',
  describe: 'List the registered models',
  options: (yargs) =>
    yargs.option('file', repeatedOption('Also models of this file')).option('json', jsonOption),
  async run({ file, json }) {
    const { models: registered } = await loadRegistry(file);
    if (json) {
      printJson({ models: registered.map(documentOf) });
      return EXIT.done;
    }
    const rows = registered.map(({ id, source, price, provenance }) => {
      const endpoint = source.kind === 'openai' ? source.baseUrl : 'answers are imported';
      const key = source.kind === 'openai' ? keyState(source.keyVariable) : '';
      const cost = price === null ? 'unknown' : `${price.inputUsdPerMTok}, ${price.outputUsdPerMTok}`;
      return [id, endpoint, key, cost, provenance];
    });
    print(textTable(['id', 'endpoint', 'key', 'USD/Mtok in, out', 'provenance'], rows));
    return EXIT.done;
  },
});

function keyState(variable: string | null): string {
  if (variable === null) return 'none needed';
  return `${variable} (${isSet(variable) ? 'set' : 'not set'})`;
}

function isSet(variable: string): boolean {
  return (process.env[variable] ?? '').trim() !== '';
}

const NOT_ASKED = {
  apiName: null,
  baseUrl: null,
  keyVariable: null,
  endpoint: null,
  headers: [] as string[],
  timeoutSeconds: null,
};

function documentOf({ source, parameters, rename = {}, ...model }: RegisteredModel) {
  const { id, name, provenance, price, priceSource } = model;
  const asked = source.kind === 'openai' ? askedAt(source) : NOT_ASKED;
  const keySet = asked.keyVariable === null ? null : isSet(asked.keyVariable);
  return {
    id,
    name,
    provenance,
    kind: source.kind,
    ...asked,
    keySet,
    price,
    priceSource,
    parameters,
    rename,
  };
}

/** Of headers the names alone: their values may be secrets. */
function askedAt(source: OpenAiSource) {
  const { apiName, baseUrl, keyVariable, endpoint = 'chat', headers = {}, timeoutSeconds = null } = source;
  return { apiName, baseUrl, keyVariable, endpoint, headers: Object.keys(headers), timeoutSeconds };
}
