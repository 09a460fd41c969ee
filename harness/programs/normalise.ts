// ESC and what an ANSI escape sequence is made of.
// eslint-disable-next-line no-control-regex
const ANSI = /\x1B(?:[@-Z\\-_]|\[[0-?]*[ -/]*[@-~])/g;

/** Output as it is compared: without ANSI sequences, with Unix line ends, and without the space around it. */
export function normalised(output: string): string {
  return output.replaceAll(ANSI, '').replaceAll('\r\r\n', '\n').replaceAll('\r\n', '\n').trim();
}
