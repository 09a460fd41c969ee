/** Writes lines to standard output; the only place, with `note`, that prints. */
export function print(text: string): void {
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
}

/** Writes what is not a result (progress, warnings) to standard error, so that results can be piped. */
export function note(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Version of every JSON document that commands print; raised where a field goes or changes its meaning. */
const JSON_VERSION = 1;

/** A result as a JSON document: its fields after the format's version, two spaces deep. See docs/json-output.md. */
export function printJson(fields: Readonly<Record<string, unknown>>): void {
  print(JSON.stringify({ version: JSON_VERSION, ...fields }, null, 2));
}

export function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

/** Ends the process quietly when nobody reads standard output any more, as in `perforch rank | head`. */
export function leaveWithReader(): void {
  process.stdout.once('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit();
    throw error;
  });
}
