import type { Analysis } from '../../analysis/index.js';

type Own = Analysis['ownPrograms'][number];

/** What models made of their own whole programs, as `rank --json` prints it. See docs/json-output.md. */
export function ownProgramsDocument({ ownPrograms }: Analysis) {
  return ownPrograms.map(({ dataset, language, modelId, withoutProgram, fix, refine }) => ({
    ...{ dataset, language, model: modelId, withoutProgram },
    fix: passingOf(fix),
    refine: { ...passingOf(refine), ...speedOf(refine) },
  }));
}

function passingOf({ planned, n, passed, share, interval, problems, usd }: Own['fix']) {
  return {
    ...{ planned, n, passed, share, problems, usd },
    low95: interval?.low ?? null,
    high95: interval?.high ?? null,
  };
}

function speedOf({ measured, faster, withRatio, below1, ratioProblems, ...figures }: Own['refine']) {
  const { ratio, ratioInterval, speedUp, speedUpInterval } = figures;
  return {
    ...{ measured, faster, withRatio, below1, ratioProblems },
    medianSpeedUp: speedUp,
    medianSpeedUpLow95: speedUpInterval?.low ?? null,
    medianSpeedUpHigh95: speedUpInterval?.high ?? null,
    ratio,
    ratioLow95: ratioInterval?.low ?? null,
    ratioHigh95: ratioInterval?.high ?? null,
  };
}
