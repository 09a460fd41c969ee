/** What a template's placeholders stand for. Null switches off the section of that name, and has no text. */
export type TemplateValues = Readonly<Record<string, string | null>>;

const SECTION = /^\{\{#(\w+)\}\}\n([\s\S]*?)^\{\{\/\1\}\}\n/gm;
const PLACEHOLDER = /\{\{([^{}]*)\}\}/g;

/**
 * Fills a template: `{{name}}` by its value, and `{{#name}}` … `{{/name}}` (each on a line of its own) kept where the value is
 * not null. Values are put in as they are: braces in them are not placeholders. Throws for a placeholder without a value, and
 * for a value that no placeholder or section uses, so that a misspelt name cannot pass.
 */
export function fillTemplate(name: string, template: string, values: TemplateValues): string {
  const used = new Set<string>();
  const value = (key: string): string | null => {
    if (!Object.hasOwn(values, key))
      throw new Error(`prompt template ${name}: nothing is known of {{${key}}}`);
    used.add(key);
    return values[key] ?? null;
  };
  const sections = template.replaceAll(SECTION, (_, key: string, inner: string) => {
    const kept = value(key) !== null;
    // What a section that is left out would have used is not missing from the template, and is checked all the same.
    for (const [, inside = ''] of inner.matchAll(PLACEHOLDER)) value(inside);
    return kept ? inner : '';
  });
  const filled = sections.replaceAll(PLACEHOLDER, (_, key: string) => {
    const text = value(key);
    if (text === null) throw new Error(`prompt template ${name}: {{${key}}} stands outside of its section`);
    return text;
  });
  const unused = Object.keys(values).filter((key) => !used.has(key));
  if (unused.length > 0) throw new Error(`prompt template ${name}: it has no {{${unused.join('}}, {{')}}}`);
  return filled;
}

/** A fenced block, its fence longer than any run of backticks in the text (CommonMark's rule). */
export function fencedBlock(fence: string, text: string): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const ticks = '`'.repeat(Math.max(3, longest + 1));
  return `${ticks}${fence}\n${text.replace(/^(?:[ \t]*\n)+/, '').trimEnd()}\n${ticks}`;
}
