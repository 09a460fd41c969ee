import { LANGUAGES } from '../../../datasets/problem.js';
import { UserError } from '../../errors.js';
import { ChatAgent } from '../../serve/agent.js';
import { isLoopback } from '../../serve/guard.js';
import { startChatServer, type ChatServer } from '../../serve/server.js';
import { Store } from '../../store/index.js';
import { openToolbox, type Toolbox } from '../../study/toolbox.js';
import { askCategoriesOption, openModelsOf } from '../category-model.js';
import { defineCommand } from '../command.js';
import {
  countOption,
  languagesOption,
  modelFilesOption,
  parseLanguages,
  profileOption,
  sandboxOption,
  textOption,
} from '../common-options.js';
import { EXIT } from '../exit-codes.js';
import { note, print } from '../output.js';
import { readProfile } from '../read-profile.js';
import { listenForStop } from '../stopping.js';
import { parseBudget, solvingOptions } from '../solving-options.js';

/** Larger numbers are no ports; longer timers fire at once. */
const LAST_PORT = 65_535;
const LONGEST_MS = 2 ** 31 - 1;

export const serve = defineCommand({
  name: 'serve',
  describe: 'Offer PerfOrch as a chat model over HTTP, in the OpenAI protocol',
  options: (yargs) => {
    const { feedback, ...budgets } = solvingOptions;
    const { 'max-calls': calls, 'max-tokens': tokens, 'max-minutes': minutes, 'max-usd': usd } = budgets;
    return yargs
      .option('profile', profileOption)
      .option('models', modelFilesOption)
      .option('host', { ...textOption('host', 'The address to listen at'), default: '127.0.0.1' })
      .option('port', { ...countOption('port', 0, 'The port; 0: any that is free'), default: 8017 })
      .option(
        'key-variable',
        textOption('key-variable', 'Environment variable with the key that clients must have'),
      )
      .option('language', {
        choices: LANGUAGES,
        default: 'python' as const,
        describe: 'Where a request names no language',
      })
      .option('languages', languagesOption)
      .option('top-k', { ...countOption('top-k', 1, 'Models a stage, at most'), default: 5 })
      .option('ask-categories', askCategoriesOption)
      .option('feedback', { ...feedback, default: true })
      .options({ 'max-calls': calls, 'max-tokens': tokens, 'max-minutes': minutes, 'max-usd': usd })
      .option('max-concurrent', {
        ...countOption('max-concurrent', 1, 'Requests worked on at a time'),
        default: 4,
      })
      .option('timeout-seconds', {
        ...countOption('timeout-seconds', 1, 'For one request, at most'),
        default: 300,
      })
      .option('db', {
        ...textOption('db', 'The database of answers and runs'),
        default: 'results/serve.sqlite',
      })
      .option('sandbox', sandboxOption);
  },
  async run({ profile: path, models: files, db, sandbox, host, port, language: usualLanguage, ...given }) {
    const key = keyOf(given['key-variable'], host);
    if (port > LAST_PORT) throw new UserError(`--port: got ${port}: give one up to ${LAST_PORT}`);
    const budget = parseBudget(given);
    const profile = await readProfile(path);
    const ranked = LANGUAGES.filter((language) => profile.languages.includes(language));
    const languages = given.languages === undefined ? ranked : parseLanguages(given.languages);
    if (!languages.includes(usualLanguage))
      throw new UserError(`--language ${usualLanguage}: is none of ${languages.join(', ')}: give another`);
    const categoriesBy = given['ask-categories'];
    const models = await openModelsOf(profile, files, categoriesBy);
    const store = new Store(db);
    const { 'max-concurrent': maxConcurrent, 'timeout-seconds': timeoutSeconds, 'top-k': topK } = given;
    const { feedback } = given;
    const stopping = listenForStop('stopping: requests under way are ended');
    let toolbox: Toolbox | undefined;
    let server: ChatServer | undefined;
    try {
      toolbox = await openToolbox(languages, sandbox);
      const agent = new ChatAgent({
        ...{
          profile,
          models,
          store,
          toolbox,
          languages,
          usualLanguage,
          topK,
          categoriesBy,
          feedback,
          budget,
        },
        askLanes: maxConcurrent,
        onNote: note,
      });
      server = await startChatServer({
        ...{ host, port, key, maxConcurrent, onNote: note },
        timeoutMs: Math.min(timeoutSeconds * 1000, LONGEST_MS),
        answer: (request, signal) => agent.answer(request, signal),
      });
      print(`perforch answers at ${server.baseUrl}`);
      await raised(stopping.stop);
      return EXIT.stopped;
    } finally {
      await server?.close();
      stopping.release();
      store.close();
      await toolbox?.close();
    }
  },
});

/** Null: no key is asked for. Throws `UserError` where others than this machine could ask without one. */
function keyOf(variable: string | undefined, host: string): string | null {
  if (variable === undefined) {
    if (isLoopback(host)) return null;
    throw new UserError(`--host ${host}: others can reach it: name a key with --key-variable`);
  }
  const key = process.env[variable]?.trim() ?? '';
  if (key === '')
    throw new UserError(`--key-variable: ${variable} is not set: set it to the key that clients get`);
  return key;
}

function raised(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
