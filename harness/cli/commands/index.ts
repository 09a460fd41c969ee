import type { Command } from '../command.js';

/** All commands by name, in the order in which `--help` lists them. Loading all of them takes longer than most of them run. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  demo: async () => (await import('./demo.js')).demo,
  run: async () => (await import('./run.js')).run,
  profile: async () => (await import('./profile.js')).profile,
  solve: async () => (await import('./solve.js')).solve,
  serve: async () => (await import('./serve.js')).serve,
  evaluate: async () => (await import('./evaluate.js')).evaluate,
  status: async () => (await import('./status.js')).status,
  rank: async () => (await import('./rank.js')).rank,
  export: async () => (await import('./export.js')).exportCommand,
  'compare-profiles': async () => (await import('./compare-profiles.js')).compareProfilesCommand,
  report: async () => (await import('./report.js')).report,
  tables: async () => (await import('./tables.js')).tables,
  bundle: async () => (await import('./bundle.js')).bundle,
  import: async () => (await import('./import.js')).importCommand,
  verify: async () => (await import('./verify.js')).verify,
  measure: async () => (await import('./measure.js')).measure,
  certify: async () => (await import('./certify.js')).certify,
  attacks: async () => (await import('./attacks.js')).attacks,
  datasets: async () => (await import('./datasets.js')).datasets,
  studies: async () => (await import('./studies.js')).studies,
  models: async () => (await import('./models.js')).models,
  doctor: async () => (await import('./doctor.js')).doctor,
  setup: async () => (await import('./setup.js')).setup,
  sandbox: async () => (await import('./sandbox.js')).sandbox,
};

/** Names of all commands. */
export const COMMAND_NAMES: readonly string[] = Object.keys(COMMANDS);

/** The command that the first argument names, none for the version alone, or all of them. */
export async function loadCommands([first = '']: readonly string[]): Promise<readonly Command[]> {
  if (first === '--version') return [];
  const load = Object.hasOwn(COMMANDS, first) ? COMMANDS[first] : undefined;
  return Promise.all(load === undefined ? Object.values(COMMANDS).map((each) => each()) : [load()]);
}
