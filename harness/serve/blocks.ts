/** Lines between two fences, or between a fence and the text's ends. */
export interface Block {
  /** What stands behind the opening fence, lower case; null for text outside of fences. */
  readonly label: string | null;
  readonly lines: readonly string[];
}

const FENCE = /^ {0,3}(`{3,}(?!`)|~{3,}(?!~))([^\n`]*)$/;

/** Cuts Markdown at its fences; a block that nothing closes goes on to the end. Fence lines are in no block. */
export function blocksOf(text: string): Block[] {
  const blocks: { label: string | null; lines: string[] }[] = [{ label: null, lines: [] }];
  let open: string | null = null;
  for (const line of text.split('\n')) {
    const [, fence = '', info = ''] = FENCE.exec(line) ?? [];
    if (open === null && fence !== '') {
      open = fence;
      blocks.push({ label: info.trim().split(/[\s{]/)[0]?.toLowerCase() ?? '', lines: [] });
    } else if (open !== null && fence.startsWith(open) && info.trim() === '') {
      open = null;
      blocks.push({ label: null, lines: [] });
    } else blocks.at(-1)?.lines.push(line);
  }
  return blocks.filter(({ lines }) => lines.length > 0);
}
