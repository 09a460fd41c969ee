import { z } from 'zod';
import type { JsonValue, Parameters } from './parameters.js';

/** What the client itself decides: a question is one prompt, asked once of one model, not streamed. */
export const RESERVED_PARAMETERS: readonly string[] = [
  'model',
  'models',
  'messages',
  'prompt',
  'input',
  'n',
  'best_of',
  'echo',
  'stream',
  'stream_options',
  'tools',
  'extra_body',
];
/** Refused at any depth: no endpoint has another use for them. */
const RESERVED_ANYWHERE: readonly string[] = ['stream', 'stream_options'];

const json: z.ZodType<JsonValue> = z.lazy(() =>
  z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(json), z.record(z.string(), json)], {
    error: 'must be a number, a text, true, false, a list or a map',
  }),
);

/** The name of a parameter that only the harness may set, dotted where it is nested; null where there is none. */
export function reservedParameter(parameters: Parameters): string | null {
  const top = Object.keys(parameters).find((name) => RESERVED_PARAMETERS.includes(name));
  return top ?? nestedReserved(parameters);
}

function nestedReserved(value: JsonValue): string | null {
  if (typeof value !== 'object' || value === null) return null;
  for (const [name, member] of Object.entries(value)) {
    if (!Array.isArray(value) && RESERVED_ANYWHERE.includes(name)) return name;
    const deeper = nestedReserved(member);
    if (deeper !== null) return `${name}.${deeper}`;
  }
  return null;
}

/** Parameters of a model, as they are sent with a question; null leaves out the study's one of that name. */
export const modelParametersSchema = z.record(z.string(), json).superRefine((given, context) => {
  const reserved = reservedParameter(given);
  if (reserved !== null) {
    const message = `must not set any of ${RESERVED_PARAMETERS.join(', ')}: the harness decides them (got ${reserved})`;
    context.addIssue({ code: 'custom', message });
  }
  const { seed } = given;
  if (seed !== undefined && seed !== null && !Number.isSafeInteger(seed))
    context.addIssue({ code: 'custom', path: ['seed'], message: 'must be a whole number' });
});

/** Parameters of a study. */
export const parametersSchema = modelParametersSchema.superRefine((given, context) => {
  for (const [name, value] of Object.entries(given)) {
    if (value === null)
      context.addIssue({ code: 'custom', path: [name], message: 'must have a value: leave it out instead' });
  }
});
