import { UserError } from '../../errors.js';
import { figuresOf, pairedRatios } from '../../measure/figures.js';
import { ProblemMeasuring } from '../../measure/measure.js';
import { PRESET_IDS, presetOf } from '../../measure/presets.js';
import { runLimitsSchema } from '../../stages/limits.js';
import { findAnyProblem, readProgram, type FoundProblem } from '../../study/compare-files.js';
import { limitsFor } from '../../study/judging-limits.js';
import { JudgingWorks } from '../../study/judging-work.js';
import { isMeasuredBy, Subjects } from '../../study/measuring-subjects.js';
import { studied } from '../../study/problem-kinds/index.js';
import { whileTiming } from '../../study/timing.js';
import { languagesToJudge, openToolbox, type Toolbox } from '../../study/toolbox.js';
import { defineCommand } from '../command.js';
import { jsonOption, sandboxOption, textOption } from '../common-options.js';
import { EXIT } from '../exit-codes.js';
import { comparisonLines } from '../comparison-report.js';
import { note, print, printJson } from '../output.js';
import { listenForStop } from '../stopping.js';

export const measure = defineCommand({
  name: 'measure <program>',
  describe: 'Compare the speed and memory of two programs for one problem, with an interval',
  options: (yargs) =>
    yargs
      .positional('program', { type: 'string', demandOption: true, describe: 'The program (a source file)' })
      .option('against', textOption('against', 'Another source file; the canonical solution by default'))
      .option('problem', { ...textOption('problem', 'What both solve, as mini:CPP/7'), demandOption: true })
      .option('preset', { ...textOption('preset', PRESET_IDS.join(', ')), default: 'precise' })
      .option('sandbox', sandboxOption)
      .option('json', jsonOption),
  async run({ program, against, problem: uid, preset: presetId, sandbox, json }) {
    const preset = presetOf(presetId);
    const found = await findAnyProblem(uid);
    const { problem } = found;
    if (!isMeasuredBy(problem, preset))
      throw new UserError(`--preset: whole programs are not measured by ${preset.id}: use another preset`);
    const candidate = await readProgram(program, problem);
    const reference =
      against === undefined ? studied(problem).canonicalProgram() : await readProgram(against, problem);
    if (typeof reference !== 'string') throw new UserError(`${uid} has no canonical solution: use --against`);
    const stopping = listenForStop();
    const toolbox = await openToolbox(languagesToJudge([problem.language], [problem]), sandbox);
    try {
      await mustPass(toolbox, found, candidate, program);
      await mustPass(toolbox, found, reference, against ?? 'the canonical solution');
      const limits = runLimitsSchema.parse({});
      const subject = await new Subjects({ spec: {}, ...found }, toolbox).of(problem);
      const control = { stop: stopping.stop, abort: stopping.stop, onNote: note };
      const measured = await whileTiming(toolbox, limits, control, async (bench) => {
        const measuring = await ProblemMeasuring.open(bench, subject, reference, preset);
        try {
          return await measuring.measureWatched(candidate, `${program} ${against ?? ''}`);
        } finally {
          await measuring.close();
        }
      }).catch((error: unknown) => {
        if (stopping.stop.aborted) return null;
        throw error;
      });
      if (measured === null) return EXIT.stopped;
      const { result, disturbances } = measured;
      const figures = result.state === 'measured' ? figuresOf(result, preset) : null;
      const stateKept = subject.stateKept(candidate);
      if (json) {
        const { samples } = result;
        const ratios = pairedRatios(samples);
        printJson({ problem: uid, preset, figures, ...result, ratios, stateKept, disturbances });
      } else {
        print(
          comparisonLines({ program, against, preset, result, figures, stateKept, found: disturbances }).join(
            '\n',
          ),
        );
      }
      return figures === null ? EXIT.failed : EXIT.done;
    } finally {
      stopping.release();
      await toolbox.close();
    }
  },
});

/** Only programs that pass are measured: how fast a wrong answer comes means nothing. */
async function mustPass(
  toolbox: Toolbox,
  { problem, programTests }: FoundProblem,
  program: string,
  name: string,
): Promise<void> {
  // No compiler stays: it would still be there when programs are timed.
  const works = new JudgingWorks(toolbox, programTests);
  const limits = limitsFor(problem, {});
  const work = await works.of({ problem, program, tests: 'hidden', limits });
  const { verdict, detail, steps } = await work.judge(undefined, new AbortController().signal);
  if (verdict === 'passed') return;
  const said = steps.at(-1)?.stderr.toString().trim().split('\n').at(-1)?.slice(0, 200) ?? '';
  const why = said === '' ? detail : `${detail}: ${said}`;
  throw new UserError(`${name} does not pass the tests of ${problem.uid}: ${verdict}: ${why}`);
}
