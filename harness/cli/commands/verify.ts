import { availableParallelism } from 'node:os';
import { loadDataset } from '../../../datasets/index.js';
import { sampleTasks } from '../../study/sampling.js';
import { openToolbox } from '../../study/toolbox.js';
import { verifySolutions, type Verification, type VerifiedProgram } from '../../study/verify.js';
import { groupBy } from '../../group-by.js';
import { defineCommand } from '../command.js';
import { jsonOption, languagesOption, parseLanguages } from '../common-options.js';
import { print, printJson, seconds } from '../output.js';
import { ProgressLine } from '../progress.js';
import { listenForStop } from '../stopping.js';

export const verify = defineCommand({
  name: 'verify <dataset>',
  describe: 'Check that canonical solutions pass and buggy ones do not, in the sandbox',
  options: (yargs) =>
    yargs
      .positional('dataset', { type: 'string', demandOption: true, describe: 'Id of a dataset' })
      .option('languages', languagesOption)
      .option('sample', { type: 'number', describe: 'Only so many tasks, drawn by seed' })
      .option('seed', { type: 'number', default: 1, describe: 'Seed of the draw' })
      .option('lanes', {
        type: 'number',
        default: availableParallelism(),
        describe: 'Programs judged at a time',
      })
      .option('json', jsonOption),
  async run({ dataset, languages: wanted, sample, seed, lanes, json }) {
    const languages = parseLanguages(wanted);
    const { problems } = await loadDataset(dataset, { languages });
    const toolbox = await openToolbox(languages);
    const stopping = listenForStop();
    const line = new ProgressLine();
    try {
      const verification = await verifySolutions(sampleTasks(problems, sample, seed), toolbox, {
        lanes,
        cores: availableParallelism(),
        stop: stopping.stop,
        onProgress: (done, total) => line.update(`${done}/${total} programs judged`),
      });
      line.end();
      if (json) printJson(verification);
      else show(verification);
      return verification.programs.some(({ outcome }) => outcome === 'unexpected') ? 1 : 0;
    } catch (error) {
      if (stopping.stop.aborted) return 130;
      throw error;
    } finally {
      stopping.release();
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

function headline({ problemUid, kind, verdict, detail }: VerifiedProgram): string {
  return `${problemUid} (${kind}): ${verdict} (${detail})`;
}
