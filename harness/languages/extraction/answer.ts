/** A run of an answer between two fence lines, or the whole answer where it has none. */
export interface Segment {
  readonly text: string;
  readonly fenced: boolean;
  /** A fence line stands behind it: what it holds was not cut off by the end of the answer. */
  readonly closed: boolean;
}

/** Line ends as `\n`; no byte order mark; no thinking, closed or not. */
export function normalise(answer: string): string {
  return withoutThinking(answer.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n'));
}

/** Chat templates may hold the opening tag, so a lone closing one ends what began with the answer. */
function withoutThinking(text: string): string {
  const kept: string[] = [];
  let from = 0;
  let open = false;
  for (const tag of text.matchAll(/<(\/?)think(?:ing)?>/gi)) {
    if (tag[1] === '/') {
      if (!open) kept.length = 0;
      open = false;
      from = tag.index + tag[0].length;
    } else if (!open) {
      kept.push(text.slice(from, tag.index));
      open = true;
    }
  }
  if (!open) kept.push(text.slice(from));
  return kept.join('');
}

/** `cpp`, `{.python}`, `java title="x"`: not the text that a model may write on. */
const LABEL = /^[ \t]*(?:\{?\.?[\w+#.-]+\}?(?:[ \t]+[\w-]+=\S+)*)?[ \t]*$/;

/**
 * Splits at every fence. A labelled fence always opens one, so that a forgotten closing line costs nothing; whether a
 * bare one opens or closes alternates. What stands between two fences is a segment either way.
 */
export function segmentsOf(text: string): readonly Segment[] {
  const segments: Segment[] = [];
  let lines: string[] = [];
  let fenced = false;
  const flush = (closed: boolean): void => {
    segments.push({ text: lines.join('\n'), fenced, closed });
    lines = [];
  };
  for (const line of text.split('\n')) {
    const parts = line.split(/`{3,}|^[ \t]*~{3,}/);
    lines.push(parts[0] ?? '');
    for (const part of parts.slice(1)) {
      flush(true);
      const label = LABEL.test(part);
      fenced = !fenced || (label && part.trim() !== '');
      if (!label) lines.push(part);
    }
  }
  flush(false);
  return segments.filter((segment) => segment.text.trim() !== '');
}
