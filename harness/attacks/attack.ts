import { z } from 'zod';
import { LANGUAGES, type Language } from '../../datasets/problem.js';
import type { Limits } from '../sandbox/contract.js';
import { VERDICTS } from '../stages/verdict.js';

/** What an attack aims at; also the folders of the corpus. */
export const KINDS = ['resources', 'isolation', 'verdict', 'plumbing'] as const;
export type Kind = (typeof KINDS)[number];

/** `c` and `shell` are jobs of their own; in the other languages an attack is a program that a problem's tests judge. */
export const ATTACK_LANGUAGES = ['shell', 'c', ...LANGUAGES] as const;
export type AttackLanguage = (typeof ATTACK_LANGUAGES)[number];

const END = /^(exited \d+|signalled \d+|limit (cpu|wall|memory|output|processes)|not_started|fault|any)$/;
const end = z
  .string()
  .regex(END, 'is "exited N", "signalled N", "limit NAME", "not_started", "fault" or "any"');
const verdict = z.enum(VERDICTS);

const limits = z
  .strictObject({
    cpuMs: z.number().positive(),
    wallMs: z.number().positive(),
    memoryMib: z.number().positive(),
    processes: z.number().positive(),
    openFiles: z.number().positive(),
    fileMib: z.number().positive(),
    outputMib: z.number().positive(),
    workMib: z.number().positive(),
  })
  .partial();
export type LimitsInFile = z.infer<typeof limits>;

const control = z
  .strictObject({
    /** Weakenings of `control/weakening.ts`, the one defence first, then what stands behind it. */
    off: z.array(z.string()).default([]),
    /** Its success shows in that the sandbox itself breaks down. */
    breaks: z.literal(true).optional(),
    /** Limits (of run and build steps) that the attack then exceeds. */
    raise: limits.optional(),
    /** Judged by a judge that lacks the defence: see `control/naive-judge.ts`. */
    naive: z.enum(['exit_code', 'printed', 'no_failure_printed', 'any_word', 'no_failure']).optional(),
    /** Why there is no control. */
    none: z.string().optional(),
  })
  .refine(
    ({ off, raise, naive, none }) =>
      off.length > 0 || raise !== undefined || naive !== undefined || none !== undefined,
    'needs one of off, raise, naive, none',
  );
export type Control = z.infer<typeof control>;

const several = <S extends z.ZodType>(one: S) =>
  z.union([one.transform((value) => [value]), z.array(one).min(1)]);

const source = z.strictObject({
  source: z.string(),
  /** In place of the attack's own. */
  end: several(end).optional(),
  verdict: several(verdict).optional(),
  control: control.optional(),
});

const job = z.strictObject({ source: z.string(), language: z.enum(['shell', 'c']) });

export const attackFile = z.strictObject({
  tries: z.string(),
  /** The one defence that stops it. */
  defence: z.string(),
  /** How a raw job ends. */
  end: several(end).optional(),
  /** What a judged program gets. */
  verdict: several(verdict).optional(),
  /** Which problem's tests judge it. */
  problem: z.enum(['doubled', 'half', 'decoded']).default('doubled'),
  limits: limits.default({}),
  buildLimits: limits.default({}),
  /** A raw job's; `{ repeat, times }` for a long one. */
  stdin: z.union([z.string(), z.strictObject({ repeat: z.string(), times: z.int() })]).optional(),
  /** In place of the compiled source. */
  argv: z.array(z.string()).optional(),
  /** The raw job has a private channel; `{{token}}` in its source is the token. */
  channel: z.enum(['silent', 'completed', 'failed', 'forged']).optional(),
  collect: z.array(z.string()).optional(),
  /** What a raw job prints, byte for byte (one character a byte). */
  prints: z.string().optional(),
  /** A second step of the raw job, in the same sandbox. */
  laterStep: z.string().optional(),
  /** A job of its own, afterwards: what it finds was left there. */
  nextRun: job.optional(),
  /** Another run goes on at the same time, with the marker in a file `neighbours-secret` of its work folder. */
  neighbour: z.boolean().default(false),
  /** An honest program of the same language is judged right afterwards, and has to pass. */
  innocentNext: z.boolean().default(false),
  /** The harness is killed while the job runs. */
  harnessKilled: z.boolean().default(false),
  /** Why the attack still succeeds; it is then expected to. */
  succeeds: z.string().optional(),
  /** Part of the short form of `perforch doctor`. */
  quick: z.boolean().default(false),
  /** Its control needs rights that an ordinary user doesn't have. */
  controlAsRoot: z.boolean().default(false),
  control: control.optional(),
  sources: z.partialRecord(
    z.enum(ATTACK_LANGUAGES),
    z.union([z.string().transform((text): z.infer<typeof source> => ({ source: text })), source]),
  ),
});

/** An attack as its file gives it. */
export interface Attack extends z.infer<typeof attackFile> {
  /** `verdict/exit-before-the-tests`: folder and name of its file. */
  readonly id: string;
  readonly kind: Kind;
}

/** An attack in one of its languages. */
export interface Variant {
  readonly attack: Attack;
  readonly language: AttackLanguage;
  readonly source: string;
  /** Ends of a raw job or verdicts on a judged program, each of which is right. */
  readonly expected: readonly string[];
  readonly control: Control | undefined;
}

export function isJudged(language: AttackLanguage): language is Language {
  return language !== 'c' && language !== 'shell';
}

export function variantsOf(attack: Attack): Variant[] {
  return ATTACK_LANGUAGES.flatMap((language) => {
    const own = attack.sources[language];
    if (own === undefined) return [];
    const expected = isJudged(language) ? (own.verdict ?? attack.verdict) : (own.end ?? attack.end);
    return {
      attack,
      language,
      source: own.source,
      expected: expected ?? (isJudged(language) ? ['wrong_answer'] : ['exited 0']),
      control: own.control ?? attack.control,
    };
  });
}

const MIB = 2 ** 20;

/** The sandbox's limits with those of a file in their place. */
export function withLimits(base: Limits, given: LimitsInFile): Limits {
  const { cpuMs, wallMs, memoryMib, processes, openFiles, fileMib, outputMib } = given;
  return {
    cpuMs: cpuMs ?? base.cpuMs,
    wallMs: wallMs ?? base.wallMs,
    memoryBytes: memoryMib === undefined ? base.memoryBytes : memoryMib * MIB,
    processes: processes ?? base.processes,
    openFiles: openFiles ?? base.openFiles,
    fileBytes: fileMib === undefined ? base.fileBytes : fileMib * MIB,
    outputBytes: outputMib === undefined ? base.outputBytes : outputMib * MIB,
  };
}
