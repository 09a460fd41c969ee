import { setup } from '/work/main/harness/cli/commands/setup.js';
import { verify } from '/work/main/harness/cli/commands/verify.js';
const [what, ds, n, langs] = process.argv.slice(2);
if (what === 'setup') await setup.run({} as never);
else process.exitCode = await verify.run({ dataset: ds, sample: n && n!=='all' ? Number(n) : undefined, languages: langs, seed: 1, lanes: 2, json: false } as never);
