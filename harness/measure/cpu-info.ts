/** One processor's entry in /proc/cpuinfo, whose names differ from one architecture to the next. */
export type CpuInfo = Readonly<Record<string, string>>;

export function parseCpuInfo(text: string): CpuInfo[] {
  const blocks = text.split(/\n\s*\n/).map((block) => {
    const pairs = [...block.matchAll(/^([^:\n]+?)\s*:[ \t]*(.*)$/gm)];
    return Object.fromEntries(pairs.map(([, name = '', value = '']) => [name, value.trim()]));
  });
  // After the processors ARM has an entry of the board.
  return blocks.filter((block) => block['processor'] !== undefined);
}

/** What identifies a kind of core: x86 vendor/family/model/stepping, ARM implementer/part/variant/revision. */
export function cpuId(info: CpuInfo): string | null {
  const x86 = ['vendor_id', 'cpu family', 'model', 'stepping'].map((name) => info[name]);
  const arm = ['implementer', 'part', 'variant', 'revision'].map((name) => info[`CPU ${name}`]);
  const known = [x86, arm].find((id) => id.every((part) => part !== undefined));
  return known?.join('/') ?? null;
}

/** All different texts, joined by ` + `; null where there are none. */
export function distinct(values: readonly (string | null)[]): string | null {
  const different = new Set(values.filter((value) => value !== null && value !== ''));
  return different.size === 0 ? null : [...different].sort().join(' + ');
}
