import { existsSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { UserError } from '../../errors.js';
import { servedNotes } from '../../models/served-notes.js';
import { Store } from '../../store/index.js';
import type { Served } from '../../store/served.js';
import { chooseStudy } from '../../study/load-results.js';
import { studySchema } from '../../study/spec.js';
import { defineCommand } from '../command.js';
import { databaseOption, jsonOption, studyOption } from '../common-options.js';
import { EXIT } from '../exit-codes.js';
import { costNotes, costText } from '../money-text.js';
import { note, openScreen, print, printJson } from '../output.js';
import { LINE_EVERY_MS } from '../progress.js';
import { isDone, statusLines, statusOf, summaryLine, type StudyStatus } from '../status-report.js';

const LOOKED_EVERY_MS = 1_000;
const RECENT_MS = 60_000;

export const status = defineCommand({
  name: 'status',
  describe: 'How far a study is; works while it runs',
  options: (yargs) =>
    yargs
      .option('db', databaseOption)
      .option('study', studyOption)
      .option('watch', { type: 'boolean', default: false, describe: 'Show it anew until all is done' })
      .option('json', jsonOption),
  async run({ db, study, watch, json }) {
    if (watch && json) throw new UserError('--watch: is for people: leave it or --json out');
    const store = openToLook(db);
    try {
      const { name, hash, createdIso, specJson } = chooseStudy(store, study);
      const { presets } = studySchema.parse(JSON.parse(specJson)).measure;
      const look = (): StudyStatus => {
        const sinceIso = new Date(Date.now() - RECENT_MS).toISOString();
        return statusOf(store.progress(hash, presets, sinceIso), store.charges.ofStudy(hash));
      };
      if (json) {
        const { total, rows, lastIso, cost } = look();
        const served = servedRows(store.served(hash));
        printJson({ study: { name, hash, createdIso }, database: db, lastIso, ...total, cost, rows, served });
        return EXIT.done;
      }
      const last = watch ? await watched(look) : look();
      print(`study ${name} (${hash.slice(0, 8)}), begun ${createdIso}`);
      for (const line of statusLines(last, Date.now(), process.stdout.columns || Infinity)) print(line);
      for (const line of [`${costText(last.cost)} USD`, ...costNotes(last.cost)]) print(`cost: ${line}`);
      for (const line of servedNotes(store.served(hash))) print(line);
      return EXIT.done;
    } finally {
      store.close();
    }
  },
});

function servedRows(served: readonly Served[]) {
  return served.map(({ modelId: model, ...row }) => ({ model, ...row }));
}

/** Never writes, so that a run goes on undisturbed; but a database of an older perforch is brought up to date first. */
function openToLook(path: string): Store {
  if (existsSync(path)) {
    try {
      return new Store(path, { readOnly: true });
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
    }
  }
  return new Store(path, { mustExist: true });
}

/** Shows the status until all is done; gives the last one. */
async function watched(look: () => StudyStatus): Promise<StudyStatus> {
  const screen = openScreen();
  try {
    for (;;) {
      const now = look();
      if (isDone(now.total)) {
        screen?.clear();
        return now;
      }
      const { columns, rows } = process.stderr;
      if (screen === null) note(summaryLine(now, Date.now()));
      else screen.show(statusLines(now, Date.now(), columns || 80, (rows || 24) - 1));
      await delay(screen === null ? LINE_EVERY_MS : LOOKED_EVERY_MS);
    }
  } finally {
    screen?.end();
  }
}
