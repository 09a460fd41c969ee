/** Blank lines and blanks at the ends of lines aside: what differs in them only is no other program. */
export function isSameText(source: string, reference: string): boolean {
  const lines = (text: string) => text.split('\n').flatMap((line) => line.trimEnd() || []);
  return lines(source).join('\n') === lines(reference).join('\n');
}
