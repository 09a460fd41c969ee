import { z } from 'zod';
import type { Language } from '../../datasets/problem.js';
import { UserError } from '../errors.js';
import { STAGES, type Stage } from '../study/results.js';
import { answerState } from './answer-state.js';
import type { Answer } from './contract.js';
import { linesOf } from './lines.js';
import { languageNamed } from './recorded-language.js';

/** One recorded answer of a file, checked. */
export interface RecordedAnswer {
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  /** As the file spells it. */
  readonly model: string;
  readonly dataset: string;
  readonly language: Language;
  readonly taskId: string;
  readonly stage: Stage;
  readonly sample: number;
  /** The program that went in (fix, refine); null where the file does not say. */
  readonly inputProgram: string | null;
  readonly answer: Answer;
}

const text = z.string().min(1, 'must not be empty');
const count = z.number().int().nonnegative();

const record = z.object({
  model: text,
  dataset: text,
  language: text.transform((name, context) => {
    const language = languageNamed(name);
    if (language !== null) return language;
    context.addIssue({ code: 'custom', message: 'must be one of python, java, cpp, go, rust' });
    return z.NEVER;
  }),
  task_id: text,
  stage: z.enum(STAGES).default('generate'),
  sample: count,
  raw: z.string(),
  input_program: z.string().nullish(),
  finish_reason: z.string().nullish(),
  prompt_tokens: count.nullish(),
  completion_tokens: count.nullish(),
  latency_ms: z.number().nonnegative().nullish(),
});

/**
 * Reads recorded answers from JSON Lines, plain or `.gz`, one at a time. Blank lines are skipped, fields that are not known
 * are ignored. Throws `UserError` (`file:line: field: fault`) at the first line that is not one.
 */
export async function* readRecordedAnswers(file: string): AsyncGenerator<RecordedAnswer> {
  for await (const line of linesOf(file)) {
    if (line.text.trim() !== '') yield parseLine(file, line.number, line.text);
  }
}

function parseLine(file: string, line: number, content: string): RecordedAnswer {
  let json: unknown;
  try {
    json = JSON.parse(content);
  } catch {
    throw new UserError(
      `${file}:${line}: not valid JSON: ${shown(content.trim())}; each line must be one JSON object`,
    );
  }
  const parsed = record.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const field = issue?.path.join('.') ?? '';
    const value = got(json, field);
    throw new UserError(
      `${file}:${line}: ${field || 'the line'}: ${issue?.message ?? 'does not fit'}${value}`,
    );
  }
  const { data } = parsed;
  return {
    file,
    line,
    model: data.model,
    dataset: data.dataset,
    language: data.language,
    taskId: data.task_id,
    stage: data.stage,
    sample: data.sample,
    inputProgram: data.input_program ?? null,
    answer: answerOf(data),
  };
}

function answerOf(data: z.output<typeof record>): Answer {
  const finishReason = data.finish_reason ?? null;
  return {
    state: answerState(data.raw, finishReason, null),
    raw: data.raw,
    finishReason,
    promptTokens: data.prompt_tokens ?? null,
    completionTokens: data.completion_tokens ?? null,
    reasoningTokens: null,
    cachedPromptTokens: null,
    latencyMs: data.latency_ms ?? null,
    servedModel: null,
    fingerprint: null,
  };
}

function got(json: unknown, field: string): string {
  const value = typeof json === 'object' && json !== null ? (json as Record<string, unknown>)[field] : json;
  return value === undefined ? ' (the field is missing)' : ` (got ${shown(JSON.stringify(value))})`;
}

function shown(value: string): string {
  return value.length > 60 ? `${value.slice(0, 60)}…` : value;
}
