import { readFile, writeFile } from 'node:fs/promises';
import { UserError } from '../errors.js';
import { groupBy } from '../group-by.js';
import { KINDS, type Attack } from './attack.js';
import type { ControlResult } from './control/run-control.js';
import type { AttackResult } from './run-corpus.js';
import { controlSummary, stateOf, summaryOf } from './table.js';

const BEGIN = '<!-- attacks: begin; written by `perforch attacks --markdown --into` -->';
const END = '<!-- attacks: end -->';
const TITLES = {
  resources: 'Resources',
  isolation: 'Isolation',
  verdict: 'Verdict',
  plumbing: 'Plumbing',
} as const;

/** The tables of the corpus: one row an attack, one column a backend, and what its control showed. */
export function markdownOf(results: readonly AttackResult[], controls: readonly ControlResult[]): string {
  const backends = [...new Set(results.map(({ backend }) => backend))];
  const known = results.filter(({ variant }) => variant.attack.succeeds !== undefined);
  const others = results.filter(({ variant }) => variant.attack.succeeds === undefined);
  const lines = backends.map((backend) => {
    return `- ${backend}: ${summaryOf(results.filter((result) => result.backend === backend))}.`;
  });
  const sections = KINDS.map((kind) => {
    const own = others.filter(({ variant }) => variant.attack.kind === kind);
    const rows = attacksOf(own).map((attack) => row(attack, own, controls, backends));
    const head = ['attack', 'what it tries', 'the one defence', ...backends, 'control'];
    return own.length === 0 ? '' : `### ${TITLES[kind]}\n\n${table(head, rows)}`;
  });
  const succeeding =
    known.length === 0
      ? ''
      : `### What still succeeds\n\n${table(
          ['attack', 'what it does', 'why', ...backends],
          attacksOf(known).map((attack) => knownRow(attack, known, backends)),
        )}`;
  const controlled = controls.length === 0 ? [] : [`- ${controlSummary(controls)}.`];
  return [[...lines, ...controlled].join('\n'), ...sections, succeeding]
    .filter((text) => text !== '')
    .join('\n\n');
}

/** Puts the text between the two markers of a file. Throws `UserError` for a file that has none. */
export async function writeBetweenMarkers(file: string, text: string): Promise<void> {
  const before = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new UserError(`cannot read ${file}: name a file that has the markers`, { cause });
  });
  const [from, to] = [before.indexOf(BEGIN), before.indexOf(END)];
  if (from < 0 || to < from) throw new UserError(`${file}: lacks the line "${BEGIN}" or, after it, "${END}"`);
  await writeFile(file, `${before.slice(0, from)}${BEGIN}\n\n${text}\n\n${before.slice(to)}`);
}

function attacksOf(results: readonly AttackResult[]): Attack[] {
  return [...new Map(results.map(({ variant }) => [variant.attack.id, variant.attack])).values()];
}

function nameOf({ id }: Attack): string {
  return id.slice(id.indexOf('/') + 1).replaceAll('-', ' ');
}

function row(
  attack: Attack,
  results: readonly AttackResult[],
  controls: readonly ControlResult[],
  backends: readonly string[],
): string[] {
  const cells = backends.map((backend) => cell(attack, results, backend));
  return [nameOf(attack), attack.tries, attack.defence, ...cells, controlCell(attack, controls)];
}

function knownRow(attack: Attack, results: readonly AttackResult[], backends: readonly string[]): string[] {
  const cells = backends.map((backend) => cell(attack, results, backend));
  return [nameOf(attack).replace(/^succeeds /, ''), attack.tries, attack.succeeds ?? '', ...cells];
}

/** Languages with the same outcome stand together: `contained (python, go: wrong_answer; java: compile_error), 0.3 s`. */
function cell(attack: Attack, results: readonly AttackResult[], backend: string): string {
  const own = results.filter(({ variant, backend: of }) => variant.attack.id === attack.id && of === backend);
  return [...groupBy(own, stateOf)]
    .map(([state, same]) => {
      const outcomes = [...groupBy(same, ({ outcome }) => outcome)].map(
        ([outcome, of]) => `${of.map(({ variant }) => variant.language).join(', ')}: ${outcome}`,
      );
      const longestS = Math.max(...same.map(({ wallMs }) => wallMs)) / 1000;
      return `${state} (${outcomes.join('; ')}), ${longestS.toFixed(1)} s`;
    })
    .join('; ');
}

function controlCell({ id }: Attack, controls: readonly ControlResult[]): string {
  const own = controls.filter(({ attack }) => attack === id);
  if (own.length === 0) return 'not run';
  const [first] = own;
  if (first?.state === 'none' && own.every(({ state }) => state === 'none')) return `none: ${first.evidence}`;
  const counts = [...groupBy(own, ({ state }) => state)];
  if (counts.length === 1) return counts[0]?.[0] ?? '';
  return counts
    .map(([state, same]) => `${same.map(({ language }) => language).join(', ')}: ${state}`)
    .join('; ');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((text) => text.replaceAll('|', '\\|').trim()).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
