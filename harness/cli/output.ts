/** Writes lines to standard output; the only place, with `note`, that prints. */
export function print(text: string): void {
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
}

/** Writes what is not a result (progress, warnings) to standard error, so that results can be piped. */
export function note(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** A result as JSON, two spaces deep. */
export function printJson(value: unknown): void {
  print(JSON.stringify(value, null, 2));
}

export function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
