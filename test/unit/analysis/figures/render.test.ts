import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { SaxesParser } from 'saxes';
import { extractText, getDocumentProxy } from 'unpdf';
import { describe, expect, it } from 'vitest';
import { figuresOf, renderPdf, renderSvg, type Figure } from '../../../../analysis/figures/index.js';
import { analyse } from '../../../../analysis/index.js';
import { ANALYSES, HOSTILE, HOSTILE_NAME } from './fixtures.js';

const figures = [...Object.entries(ANALYSES), ['hostile', analyse(HOSTILE)] as const].flatMap(
  ([name, analysis]) => figuresOf(analysis).map((figure) => ({ name: `${name}-${figure.id}`, figure })),
);

/** The texts of an XML document. Throws for one that is not well-formed. */
function textsOf(xml: string): string[] {
  const texts: string[] = [];
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('text', (text) => texts.push(text));
  parser.write(xml).close();
  return texts;
}

async function pdfText(figure: Figure): Promise<{ pages: number; text: string }> {
  const document = await getDocumentProxy(await renderPdf(figure));
  const { totalPages, text } = await extractText(document, { mergePages: true });
  return { pages: totalPages, text };
}

/** Every model that the figure shows a mark of. */
function modelsIn(figure: Figure): string[] {
  const specification = JSON.stringify(figure.spec);
  const labels = [...specification.matchAll(/"(?:label|model)":("(?:[^"\\]|\\.)*")/g)];
  return [...new Set(labels.map(([, text = '""']) => JSON.parse(text) as string))];
}

describe.each(figures)('$name', ({ figure }) => {
  it('is drawn as well-formed SVG with the name of every model in it', async () => {
    const texts = textsOf(await renderSvg(figure));
    expect(modelsIn(figure).length).toBeGreaterThan(0);
    for (const name of modelsIn(figure)) expect(texts).toContain(name);
  });

  it('is drawn as a PDF of one page with the name of every model in it', async () => {
    const { pages, text } = await pdfText(figure);
    expect(pages).toBe(1);
    for (const name of modelsIn(figure)) expect(text).toContain(name);
  });
});

it('gives a name with markup as text', async () => {
  for (const figure of figuresOf(analyse(HOSTILE))) {
    expect(await renderSvg(figure)).not.toContain('<b>');
    expect(modelsIn(figure)).toEqual([HOSTILE_NAME]);
  }
});

it('says in a PDF nothing of when it was drawn', async () => {
  const [first] = figures;
  const bytes = Buffer.from(await renderPdf(first?.figure as Figure)).toString('latin1');
  expect(bytes).toContain('/Producer');
  expect(bytes).not.toMatch(/CreationDate|ModDate/);
});

it('gives the same bytes in every process, time zone and locale', async () => {
  const script = new URL('render-process.ts', import.meta.url).pathname;
  const drawnIn = async (env: Record<string, string>): Promise<string[]> => {
    const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', script], {
      env: { ...process.env, ...env },
    });
    return JSON.parse(stdout) as string[];
  };
  const [zoneHere, ...here] = await drawnIn({ TZ: 'Asia/Tokyo', LC_ALL: 'C' });
  const [zoneThere, ...there] = await drawnIn({ TZ: 'America/New_York', LANG: 'de_DE.UTF-8' });
  expect(zoneHere).not.toBe(zoneThere);
  expect(there).toEqual(here);
  expect(new Set(here).size).toBe(here.length);
}, 120_000);
