import { variantsOf, type Attack, type AttackLanguage } from '../attacks/attack.js';
import { backendOf, type Backend } from '../attacks/backend.js';
import { loadCorpus } from '../attacks/corpus.js';
import { runCorpus, variantsFor, type AttackResult } from '../attacks/run-corpus.js';
import { complaint, documentOf } from '../attacks/table.js';
import { openSandbox } from '../sandbox/index.js';
import { EXIT } from './exit-codes.js';
import { print, printJson, seconds } from './output.js';
import { ProgressLine } from './progress.js';
import { listenForStop } from './stopping.js';

/** What needs no compiler comes first. */
const QUICKEST: readonly AttackLanguage[] = ['shell', 'python', 'c'];

/** The short form of the corpus: its quick attacks in one language each, and what holds against them. */
export async function examineSandbox(id: string | undefined, json: boolean): Promise<number> {
  const stopping = listenForStop();
  const line = new ProgressLine();
  const sandbox = await openSandbox(id);
  try {
    const backend = await backendOf(sandbox);
    const attacks = (await loadCorpus())
      .filter(({ quick }) => quick)
      .map((attack) => inOneLanguage(attack, backend));
    const began = Date.now();
    const results = await runCorpus(attacks, backend, {
      signal: stopping.stop,
      onResult: (_, done, planned) => line.update(`${sandbox.id}: ${done}/${planned} attacks`),
    });
    line.end();
    if (json) printJson({ sandbox: sandbox.id, attacks: results.map(documentOf) });
    else show(sandbox.id, results, Date.now() - began);
    return results.every(({ asExpected }) => asExpected) ? EXIT.done : EXIT.failed;
  } catch (error) {
    if (stopping.stop.aborted) return EXIT.stopped;
    throw error;
  } finally {
    line.end();
    stopping.release();
    await sandbox.close?.();
  }
}

function inOneLanguage(attack: Attack, backend: Backend): Attack {
  const languages = variantsFor([attack], backend).map(({ language }) => language);
  const language = QUICKEST.find((quick) => languages.includes(quick)) ?? languages[0];
  const [chosen] = variantsOf(attack).filter((variant) => variant.language === language);
  return chosen === undefined
    ? attack
    : { ...attack, sources: { [chosen.language]: attack.sources[chosen.language] } };
}

function show(sandbox: string, results: readonly AttackResult[], tookMs: number): void {
  for (const result of results) {
    const { attack, language } = result.variant;
    const tries = attack.tries.split(/(?<=\.) /)[0] ?? '';
    print(`${result.asExpected ? 'holds  ' : 'BROKEN '} ${attack.defence}: ${tries} (${language})`);
    if (!result.asExpected) print(`        ${attack.id}: ${complaint(result)}`);
  }
  const held = results.filter(({ asExpected }) => asExpected).length;
  print(
    `${sandbox}: ${held} of ${results.length} hold, in ${seconds(tookMs)}; all attacks: npx perforch attacks`,
  );
}
