import type { Command } from '../command.js';
import { attacks } from './attacks.js';
import { certify } from './certify.js';
import { datasets } from './datasets.js';
import { demo } from './demo.js';
import { doctor } from './doctor.js';
import { exportCommand } from './export.js';
import { importCommand } from './import.js';
import { measure } from './measure.js';
import { models } from './models.js';
import { rank } from './rank.js';
import { run } from './run.js';
import { sandbox } from './sandbox.js';
import { setup } from './setup.js';
import { status } from './status.js';
import { verify } from './verify.js';

/** All commands, in the order in which `--help` lists them. */
export const COMMANDS: readonly Command[] = [
  demo,
  run,
  status,
  rank,
  exportCommand,
  importCommand,
  verify,
  measure,
  certify,
  attacks,
  datasets,
  models,
  doctor,
  setup,
  sandbox,
];
