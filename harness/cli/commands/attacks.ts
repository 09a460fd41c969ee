import { UserError } from '../../errors.js';
import { variantsOf, type Attack } from '../../attacks/attack.js';
import { backendOf } from '../../attacks/backend.js';
import { runControls } from '../../attacks/control/throw-away.js';
import type { ControlResult } from '../../attacks/control/run-control.js';
import { loadCorpus } from '../../attacks/corpus.js';
import { markdownOf, writeBetweenMarkers } from '../../attacks/markdown.js';
import { runCorpus, type AttackResult } from '../../attacks/run-corpus.js';
import {
  complaint,
  controlSummary,
  documentOf,
  summaryOf,
  TABLE_HEAD,
  tableRow,
} from '../../attacks/table.js';
import { openSandbox } from '../../sandbox/index.js';
import { defineCommand } from '../command.js';
import { countOption, jsonOption, textOption } from '../common-options.js';
import { EXIT } from '../exit-codes.js';
import { note, print, printJson } from '../output.js';
import { ProgressLine } from '../progress.js';
import { listenForStop } from '../stopping.js';
import { textTable } from '../text-table.js';

export const attacks = defineCommand({
  name: 'attacks',
  describe: 'Run the attack corpus against the sandbox and the judges: what is contained, and what is not',
  options: (yargs) =>
    yargs
      .option(
        'sandbox',
        textOption('sandbox', 'Sandboxes, separated by commas; the first that works by default'),
      )
      .option('only', textOption('only', 'Only attacks whose name (kind/name) matches this pattern'))
      .option('control', {
        type: 'boolean',
        default: false,
        describe:
          'Run every attack with its one defence off, too, in a throw-away namespace: there it must succeed',
      })
      .option('lanes', { ...countOption('lanes', 1, 'Attacks at a time'), default: 2 })
      .option('markdown', { type: 'boolean', default: false, describe: 'Print the tables as Markdown' })
      .option(
        'into',
        textOption('into', 'With --markdown: the file whose section between the markers is replaced'),
      )
      .option('json', jsonOption),
  async run({ sandbox: names, only, control, lanes, markdown, into, json }) {
    const chosen = matching(await loadCorpus(), only);
    const stopping = listenForStop();
    const line = new ProgressLine();
    try {
      const results: AttackResult[] = [];
      for (const id of names?.split(',') ?? [undefined]) {
        const sandbox = await openSandbox(id?.trim());
        const onResult = ({ variant }: AttackResult, done: number, planned: number) =>
          line.update(`${sandbox.id}: ${done}/${planned} attacks, last ${variant.attack.id}`);
        const options = { lanes, signal: stopping.stop, onResult };
        try {
          results.push(...(await runCorpus(chosen, await backendOf(sandbox), options)));
        } finally {
          await sandbox.close?.();
        }
      }
      const controls = control ? await controlled(chosen, lanes, stopping.stop, line) : [];
      line.end();
      if (json) printJson({ attacks: results.map(documentOf), controls });
      else if (!markdown) show(results, controls);
      else if (into === undefined) print(markdownOf(results, controls));
      else await writeBetweenMarkers(into, markdownOf(results, controls));
      return areAsExpected(results, controls) ? EXIT.done : EXIT.failed;
    } catch (error) {
      if (!stopping.stop.aborted) throw error;
      note('stopped: nothing of a run of the corpus is kept, the same command begins anew');
      return EXIT.stopped;
    } finally {
      line.end();
      stopping.release();
    }
  },
});

function matching(all: readonly Attack[], only: string | undefined): Attack[] {
  const pattern = patternOf(only);
  const chosen = all.filter(({ id }) => pattern.test(id));
  if (chosen.length === 0) throw new UserError(`--only: no attack matches "${String(only)}"`);
  return chosen;
}

function patternOf(only: string | undefined): RegExp {
  try {
    return new RegExp(only ?? '');
  } catch {
    throw new UserError(
      `--only: "${String(only)}" is no regular expression: give a part of an attack's name`,
    );
  }
}

async function controlled(
  chosen: readonly Attack[],
  lanes: number,
  signal: AbortSignal,
  line: ProgressLine,
): Promise<ControlResult[]> {
  const stopped = chosen.filter(({ succeeds }) => succeeds === undefined);
  const planned = stopped.flatMap(variantsOf).length;
  const onResult = ({ attack }: ControlResult, done: number) =>
    line.update(`controls: ${done}/${planned}, last ${attack}`);
  return runControls(stopped, { lanes, signal, onResult });
}

function areAsExpected(results: readonly AttackResult[], controls: readonly ControlResult[]): boolean {
  return results.every(({ asExpected }) => asExpected) && controls.every(({ state }) => state !== 'failed');
}

function show(results: readonly AttackResult[], controls: readonly ControlResult[]): void {
  print(textTable(TABLE_HEAD, results.map(tableRow)));
  for (const result of results.filter(({ asExpected }) => !asExpected))
    print(`UNEXPECTED: ${result.variant.attack.id} (${result.variant.language}): ${complaint(result)}`);
  for (const { attack, language, evidence } of controls.filter(({ state }) => state === 'failed'))
    print(`CONTROL FAILED: ${attack} (${language}) does not succeed with its defence off: ${evidence}`);
  print(summaryOf(results));
  if (controls.length > 0) print(controlSummary(controls));
}
