import { z } from 'zod';
import { LANGUAGES } from '../../datasets/problem.js';
import { STAGES } from '../study/results.js';
import type { Database } from './database.js';

export interface NewCharge {
  readonly answerKey: string;
  readonly modelId: string;
  /** `try`: gave no answer, but may have been paid for. */
  readonly kind: 'answer' | 'try';
  readonly promptTokens: number;
  readonly completionTokens: number;
  readonly tokensFrom: 'provider' | 'estimate';
  /** Null: nobody knows the price. */
  readonly inputUsdPerMTok: number | null;
  readonly outputUsdPerMTok: number | null;
}

const count = z.number().int();
const row = z.object({
  modelId: z.string(),
  stage: z.enum(STAGES),
  answers: count,
  estimated: count,
  unpriced: count,
  usd: z.number(),
  tries: count,
  triesUsd: z.number(),
});
/**
 * What one model has cost in one stage of a study. `usd` is of the `answers` whose price was known when they were asked
 * (all but `unpriced`), `estimated` of them without the provider's own count of tokens. `triesUsd` is what `tries` that
 * gave no answer may have cost beside that, as estimated.
 */
export type ModelCost = z.output<typeof row>;
const byDataset = z.array(row.extend({ dataset: z.string() }));
const byLanguage = z.array(row.extend({ dataset: z.string(), language: z.enum(LANGUAGES) }));
export type OwnProgramCost = z.output<typeof byLanguage>[number];

const USD = `(charge.prompt_tokens * charge.input_usd_per_mtok
  + charge.completion_tokens * charge.output_usd_per_mtok) / 1e6`;
/** By model and stage, and by what `more` says; of the cells that `which` says. */
const costsBy = (more: string, which = ''): string => `
  SELECT cell.model_id AS modelId, cell.stage AS stage${more},
         sum(charge.kind = 'answer') AS answers,
         sum(charge.kind = 'answer' AND charge.tokens_from = 'estimate') AS estimated,
         sum(charge.kind = 'answer' AND charge.input_usd_per_mtok IS NULL) AS unpriced,
         ifnull(sum(CASE charge.kind WHEN 'answer' THEN ${USD} END), 0.0) AS usd,
         sum(charge.kind = 'try') AS tries,
         ifnull(sum(CASE charge.kind WHEN 'try' THEN ${USD} END), 0.0) AS triesUsd
  FROM cell JOIN charge ON charge.answer_key = cell.answer_key JOIN problem ON problem.uid = cell.problem_uid
  WHERE cell.study_hash = ?${which}
  GROUP BY cell.model_id, cell.stage${more} ORDER BY cell.model_id, cell.stage${more}`;
const COSTS = costsBy('');
const COSTS_BY_DATASET = costsBy(', problem.dataset', ' AND cell.input_program_hash IS NULL');
const COSTS_OF_OWN_PROGRAMS = costsBy(
  ', problem.dataset, problem.language',
  ' AND cell.input_program_hash IS NOT NULL',
);

/** Answers that came when nobody knew the price count by the one that is known now: a budget must not forget them. */
const SPENT = `
  SELECT cell.model_id AS modelId, ifnull(sum(
           charge.prompt_tokens * ifnull(charge.input_usd_per_mtok, json_extract(model.spec_json, '$.price.inputUsdPerMTok'))
         + charge.completion_tokens * ifnull(charge.output_usd_per_mtok, json_extract(model.spec_json, '$.price.outputUsdPerMTok'))
         ) / 1e6, 0.0) AS usd
  FROM cell JOIN charge ON charge.answer_key = cell.answer_key JOIN model ON model.id = cell.model_id
  WHERE cell.study_hash = ? GROUP BY cell.model_id`;
/** When a study's cells were last asked at a price, by model. */
const LAST_PAID = `
  SELECT max(charge.at_iso) FROM cell JOIN charge ON charge.answer_key = cell.answer_key
  WHERE cell.study_hash = @studyHash AND cell.model_id = @modelId AND charge.model_id = @modelId
    AND charge.input_usd_per_mtok = @inputUsdPerMTok AND charge.output_usd_per_mtok = @outputUsdPerMTok`;
const spent = z.array(z.object({ modelId: z.string(), usd: z.number() }));

/** What was paid, at the prices of the day on which it was asked. */
export class ChargeTable {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  add(charge: NewCharge): void {
    this.#database
      .prepare(
        `INSERT INTO charge (answer_key, model_id, at_iso, kind, prompt_tokens, completion_tokens, tokens_from,
           input_usd_per_mtok, output_usd_per_mtok)
         VALUES (@answerKey, @modelId, @atIso, @kind, @promptTokens, @completionTokens, @tokensFrom,
           @inputUsdPerMTok, @outputUsdPerMTok)`,
      )
      .run({ ...charge, atIso: new Date().toISOString() });
  }

  /** What the cells of a study have cost, whichever study asked for them; by model and stage. */
  ofStudy(studyHash: string): readonly ModelCost[] {
    return z.array(row).parse(this.#database.prepare(COSTS).all(studyHash));
  }

  /** The same by data set, too, without what fixing and refining own programs has cost. */
  byDataset(studyHash: string): readonly (ModelCost & { readonly dataset: string })[] {
    return byDataset.parse(this.#database.prepare(COSTS_BY_DATASET).all(studyHash));
  }

  /** What that has cost, answers included that no longer count because the generated program has another verdict. */
  ofOwnPrograms(studyHash: string): readonly OwnProgramCost[] {
    return byLanguage.parse(this.#database.prepare(COSTS_OF_OWN_PROGRAMS).all(studyHash));
  }

  /** When a study last asked a model at this very price; null: never. */
  lastPaid(
    studyHash: string,
    modelId: string,
    price: { readonly inputUsdPerMTok: number; readonly outputUsdPerMTok: number },
  ): string | null {
    const { inputUsdPerMTok, outputUsdPerMTok } = price;
    const found = this.#database
      .prepare(LAST_PAID)
      .pluck()
      .get({ studyHash, modelId, inputUsdPerMTok, outputUsdPerMTok });
    return z.string().nullable().parse(found);
  }

  /** What the budget of a study has to count, in USD by model: answers, and tries that may have been paid for. */
  spentOn(studyHash: string): ReadonlyMap<string, number> {
    const rows = spent.parse(this.#database.prepare(SPENT).all(studyHash));
    return new Map(rows.map(({ modelId, usd }) => [modelId, usd]));
  }
}
