import { availableParallelism } from 'node:os';
import type { AnyProblem } from '../../../datasets/any-problem.js';
import type { NotSupported } from '../../../datasets/program-problem.js';
import { loadAnyDataset } from '../../../datasets/index.js';
import { testsOfDatasets } from '../../programs/tests.js';
import { studied } from '../../study/problem-kinds/index.js';
import { sampleTasks } from '../../study/sampling.js';
import { languagesToJudge, openToolbox } from '../../study/toolbox.js';
import { brokenRunners } from '../../study/verify-runners.js';
import { verifySolutions, type Verification, type VerifiedProgram } from '../../study/verify.js';
import { groupBy } from '../../group-by.js';
import { defineCommand } from '../command.js';
import {
  countOption,
  jsonOption,
  lanesOption,
  languagesOption,
  parseLanguages,
  sandboxOption,
} from '../common-options.js';
import { EXIT } from '../exit-codes.js';
import { note, print, printJson, seconds } from '../output.js';
import { ProgressLine } from '../progress.js';
import { textTable } from '../text-table.js';
import { listenForStop } from '../stopping.js';

export const verify = defineCommand({
  name: 'verify <dataset>',
  describe: 'Check that canonical solutions pass and buggy ones do not, in the sandbox',
  options: (yargs) =>
    yargs
      .positional('dataset', { type: 'string', demandOption: true, describe: 'Id of a dataset' })
      .option('languages', languagesOption)
      .option('sample', countOption('sample', 1, 'Only so many tasks, drawn by seed'))
      .option('seed', { ...countOption('seed', 0, 'Seed of the draw'), default: 1 })
      .option('lanes', lanesOption)
      .option('sandbox', sandboxOption)
      .option('timings', { type: 'boolean', default: false, describe: 'Also print where the time went' })
      .option('json', jsonOption),
  async run({ dataset, languages: wanted, sample, seed, lanes, sandbox, timings, json }) {
    const languages = parseLanguages(wanted);
    const loaded = await loadAnyDataset(dataset, { languages });
    const chosen = sampleTasks(loaded.problems, sample, seed);
    const toolbox = await openToolbox(languagesToJudge(languages, chosen), sandbox);
    const stopping = listenForStop();
    const line = new ProgressLine();
    try {
      const verification = await verifySolutions(chosen, toolbox, {
        programTests: testsOfDatasets([loaded]),
        lanes,
        cores: availableParallelism(),
        stop: stopping.stop,
        onProgress: (done, total) => line.update(`${done}/${total} programs judged`),
      });
      line.end();
      const lacking = withoutCanonical(chosen);
      const broken = await brokenRunners(chosen, toolbox, testsOfDatasets([loaded]), stopping.stop);
      const names = new Set(broken.map(({ uid }) => uid));
      const notTested = [...loaded.notSupported, ...lacking.filter(({ uid }) => !names.has(uid)), ...broken];
      if (json) printJson({ dataset, ...verification, notTested });
      else {
        show(verification);
        showNotTested(notTested);
      }
      if (timings && !json) showTimings(verification);
      return verification.unexpected > 0 ? EXIT.failed : EXIT.done;
    } catch (error) {
      if (!stopping.stop.aborted) throw error;
      note('stopped: nothing of a check is kept, the same command begins anew');
      return EXIT.stopped;
    } finally {
      line.end();
      stopping.release();
      await toolbox.close();
    }
  },
});

function show({ programs, wallMs, lanes, cores, busyShare }: Verification): void {
  for (const group of groupBy(programs, ({ language, kind }) => `${language} ${kind}`).values()) {
    const [{ language, kind } = { language: '', kind: '' }] = group;
    const passed = group.filter(({ verdict }) => verdict === 'passed').length;
    print(`${language} ${kind}: ${passed} of ${group.length} passed`);
  }
  for (const program of programs.filter(({ outcome }) => outcome === 'known_defect')) {
    print(`known defect of the dataset: ${headline(program)}: ${program.defect?.explanation ?? ''}`);
  }
  for (const program of programs.filter(({ outcome }) => outcome === 'unexpected')) {
    print(`UNEXPECTED: ${headline(program)}`);
    if (program.stderr !== '') print(program.stderr.replaceAll(/^/gm, '    '));
  }
  const rate = (programs.length / (wallMs / 1000)).toFixed(1);
  const busy = (busyShare * 100).toFixed(0);
  print(
    `${programs.length} programs in ${seconds(wallMs)}: ${rate} programs/s on ${lanes} lanes; ` +
      `compilers and programs kept ${cores} cores busy for ${busy} % of the time`,
  );
}

function withoutCanonical(problems: readonly AnyProblem[]): NotSupported[] {
  return problems
    .filter((problem) => studied(problem).canonicalProgram() === null)
    .map(({ uid, language }) => ({
      uid,
      language,
      reason: 'the dataset has no canonical solution in this language',
    }));
}

function showNotTested(tasks: readonly NotSupported[]): void {
  for (const [reason, group] of groupBy(tasks, ({ language, reason }) => `${language}: ${reason}`))
    print(`not tested: ${group.length} in ${reason}`);
}

function showTimings({ timings }: Verification): void {
  const rows = timings.map(({ language, step, programs, cpuMs, wallMs }) => [
    language,
    step ?? '(outside of the steps)',
    programs,
    cpuMs?.toFixed(1) ?? '',
    wallMs.toFixed(1),
  ]);
  print('means of a program:');
  print(textTable(['language', 'step', 'programs', 'CPU ms', 'wall ms'], rows));
}

function headline({ problemUid, kind, verdict, detail }: VerifiedProgram): string {
  return `${problemUid} (${kind}): ${verdict} (${detail})`;
}
