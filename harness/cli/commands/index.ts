import type { Command } from '../command.js';
import { attacks } from './attacks.js';
import { bundle } from './bundle.js';
import { certify } from './certify.js';
import { datasets } from './datasets.js';
import { demo } from './demo.js';
import { doctor } from './doctor.js';
import { evaluate } from './evaluate.js';
import { exportCommand } from './export.js';
import { importCommand } from './import.js';
import { measure } from './measure.js';
import { models } from './models.js';
import { profile } from './profile.js';
import { rank } from './rank.js';
import { run } from './run.js';
import { sandbox } from './sandbox.js';
import { setup } from './setup.js';
import { solve } from './solve.js';
import { status } from './status.js';
import { studies } from './studies.js';
import { verify } from './verify.js';

/** All commands, in the order in which `--help` lists them. */
export const COMMANDS: readonly Command[] = [
  demo,
  run,
  profile,
  solve,
  evaluate,
  status,
  rank,
  exportCommand,
  bundle,
  importCommand,
  verify,
  measure,
  certify,
  attacks,
  datasets,
  studies,
  models,
  doctor,
  setup,
  sandbox,
];
