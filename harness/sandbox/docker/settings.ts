import { z } from 'zod';
import { UserError } from '../../errors.js';

const schema = z.object({
  /** Name of the image that programs run in. */
  PERFORCH_DOCKER_IMAGE: z.string().min(1).default('perforch-sandbox'),
  /** A runtime that the engine knows, as `runsc`; its own default where it is left out. */
  PERFORCH_DOCKER_RUNTIME: z.string().min(1).optional(),
  /** CPUs' worth of time that a container may use, as 1.5; no limit where it is left out. */
  PERFORCH_DOCKER_CPUS: z.coerce.number().positive().optional(),
  /** Containers that are kept started for jobs to come. */
  PERFORCH_DOCKER_WARM: z.coerce.number().int().min(0).max(64).default(2),
});

export interface DockerSettings {
  readonly image: string;
  readonly runtime: string | undefined;
  readonly cpus: number | undefined;
  readonly warm: number;
}

/** Reads the settings from an environment. Throws `UserError` that names the variable and its value. */
export function dockerSettings(environment: NodeJS.ProcessEnv = process.env): DockerSettings {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const name = String(issue?.path[0]);
    throw new UserError(`${name}: got "${given[name] ?? ''}": ${issue?.message ?? 'not understood'}`);
  }
  const { PERFORCH_DOCKER_IMAGE: image, PERFORCH_DOCKER_RUNTIME: runtime } = parsed.data;
  return { image, runtime, cpus: parsed.data.PERFORCH_DOCKER_CPUS, warm: parsed.data.PERFORCH_DOCKER_WARM };
}
