import { compareProfiles } from '../../../analysis/index.js';
import { defineCommand } from '../command.js';
import { jsonOption } from '../common-options.js';
import { EXIT } from '../exit-codes.js';
import { print, printJson } from '../output.js';
import { comparisonText } from '../profile-comparison-report.js';
import { readProfile } from '../read-profile.js';

export const compareProfilesCommand = defineCommand({
  name: 'compare-profiles <first> <second>',
  describe: 'Show what changed from one profile.json to another',
  options: (yargs) =>
    yargs
      .positional('first', { type: 'string', demandOption: true, describe: 'The profile from before' })
      .positional('second', {
        type: 'string',
        demandOption: true,
        describe: 'The profile to compare with it',
      })
      .option('json', jsonOption),
  async run({ first, second, json }) {
    const profiles = [await readProfile(first), await readProfile(second)] as const;
    const comparison = compareProfiles(...profiles);
    if (json) {
      printJson({ first, second, ...comparison });
      return EXIT.done;
    }
    for (const [index, { provenance }] of profiles.entries()) {
      const { study, createdIso } = provenance;
      print(
        `${[first, second][index] ?? ''}: study ${study.name} (${study.hash.slice(0, 8)}) of ${createdIso}`,
      );
    }
    print(comparisonText(comparison, process.stdout.columns || 120));
    return EXIT.done;
  },
});
