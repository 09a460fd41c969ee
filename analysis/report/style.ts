/** Plain, light or dark as the reader's system is, and printable. Holds nothing that HTML or XML would have to escape. */
export const STYLE = `
:root { color-scheme: light dark; --line: #8886; --soft: #8882; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 72rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.7rem; line-height: 1.2; }
h2 { font-size: 1.3rem; margin-top: 2.5rem; border-bottom: 1px solid var(--line); }
p, li, figcaption { max-width: 48rem; overflow-wrap: anywhere; }
.warning { border: 2px solid currentColor; padding: 0.5rem 0.75rem; }
.scroll { overflow-x: auto; }
figure { margin: 1.5rem 0; }
figure svg { display: block; background: #fff; }
figcaption, .notes { font-size: 0.85rem; }
.table { margin: 1.5rem 0; }
table { border-collapse: collapse; font-size: 0.85rem; font-variant-numeric: tabular-nums; }
caption { text-align: left; white-space: nowrap; font-weight: bold; padding: 0.25rem 0; }
th, td { padding: 0.2rem 0.6rem; text-align: left; white-space: nowrap; border-bottom: 1px solid var(--soft); }
thead th { border-bottom: 1px solid currentColor; vertical-align: bottom; white-space: normal; }
tr.opens td { border-top: 1px solid var(--line); }
.number { text-align: right; }
@media print {
  body { font-size: 10pt; max-width: none; padding: 0; }
  h2 { break-after: avoid; }
  figure, tr { break-inside: avoid; }
  .scroll { overflow: visible; }
  table { font-size: 7pt; }
  th, td { white-space: normal; padding: 0.1rem 0.3rem; }
  figure svg { max-width: 100%; height: auto; }
  a { color: inherit; text-decoration: none; }
}
`;
