import { createLogUpdate } from 'log-update';

/** Lines on the terminal that are rewritten in place. */
export interface Screen {
  show(lines: readonly string[]): void;
  /** Takes the lines away. */
  clear(): void;
  /** Leaves the last lines where they are. */
  end(): void;
}

let notesAbove: ((text: string) => void) | null = null;

/**
 * Lines of standard error to rewrite; what is noted meanwhile goes above them. Null where that can't be done: standard error
 * is piped, or the terminal is a dumb one.
 */
export function openScreen(): Screen | null {
  if (!process.stderr.isTTY || process.env['TERM'] === 'dumb') return null;
  const rewrite = createLogUpdate(process.stderr);
  notesAbove = (text) => rewrite.persist(text);
  return {
    show: (lines) => rewrite(lines.join('\n')),
    clear: () => rewrite.clear(),
    end() {
      notesAbove = null;
      rewrite.done();
    },
  };
}

/** Writes lines to standard output; the only place, with `note` and a screen, that prints. */
export function print(text: string): void {
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
}

/** Writes what is not a result (progress, warnings) to standard error, so that results can be piped. */
export function note(text: string): void {
  if (notesAbove === null) process.stderr.write(`${text}\n`);
  else notesAbove(text);
}

/** Version of every JSON document that commands print; raised where a field goes or changes its meaning. */
const JSON_VERSION = 1;

/** A result as a JSON document: its fields after the format's version, two spaces deep. See docs/json-output.md. */
export function printJson(fields: Readonly<Record<string, unknown>>): void {
  print(JSON.stringify({ version: JSON_VERSION, ...fields }, null, 2));
}

/** The files that a command wrote into a folder. */
export function printFiles(folder: string, files: readonly string[], json: boolean): void {
  if (json) printJson({ folder, files });
  else files.forEach(print);
}

export function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

const UNITS = [
  ['d', 86_400],
  ['h', 3_600],
  ['min', 60],
  ['s', 1],
] as const;

/** A time for people, in its two largest units: `34 s`, `12 min 5 s`, `3 h 20 min`. */
export function duration(milliseconds: number): string {
  const whole = Math.round(milliseconds / 1000);
  const largest = UNITS.findIndex(([, size]) => whole >= size);
  if (largest < 0) return '0 s';
  const parts = UNITS.slice(largest, largest + 2).map(([unit, size], index) => {
    const before = index === 0 ? whole : whole % (UNITS[largest]?.[1] ?? 1);
    return [Math.floor(before / size), unit] as const;
  });
  return parts.flatMap(([count, unit]) => (count > 0 ? [`${count} ${unit}`] : [])).join(' ');
}

/** Ends the process quietly when nobody reads standard output any more, as in `perforch rank | head`. */
export function leaveWithReader(): void {
  process.stdout.once('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit();
    throw error;
  });
}
