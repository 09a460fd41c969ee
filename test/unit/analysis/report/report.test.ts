import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { figuresOf } from '../../../../analysis/figures/index.js';
import { allTables, analyse, shownTables, type Analysis } from '../../../../analysis/index.js';
import { buildReport, reportFiles } from '../../../../analysis/report/index.js';
import type { StudyResults } from '../../../../harness/study/results.js';
import { cell, HAND_MADE, study } from '../fixture.js';
import { ANALYSES, HOSTILE, HOSTILE_NAME } from '../figures/fixtures.js';

const FACTS = { createdIso: '2026-01-02T03:04:05.000Z', harnessVersion: '1.2.3' };

async function reportOf(analysis: Analysis): Promise<{ markdown: string; html: string; files: string[] }> {
  const files = await reportFiles(analysis, FACTS);
  const [markdown = '', html = ''] = [files.get('report.md'), files.get('report.html')];
  return { markdown, html, files: [...files.keys()] };
}

interface Seen {
  readonly tags: ReadonlySet<string>;
  readonly ids: readonly string[];
  readonly links: readonly string[];
  readonly text: string;
}

/** What an XML document holds. Throws for one that is not well-formed. */
function seenIn(xml: string): Seen {
  const seen = { tags: new Set<string>(), ids: [] as string[], links: [] as string[], text: '' };
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    seen.tags.add(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (key === 'id') seen.ids.push(value);
      if (['href', 'src', 'xlink:href', 'srcset', 'data', 'action'].includes(key)) seen.links.push(value);
    }
  });
  parser.on('text', (text) => (seen.text += text));
  parser.write(xml).close();
  return seen;
}

/** The sentences on one stage of a study of one model over tasks that it passes or not. */
function sentencesOf(results: StudyResults): string[] {
  const analysis = analyse(results);
  const material = { analysis, figures: figuresOf(analysis), tables: shownTables(analysis), ...FACTS };
  return buildReport(material).sections.flatMap(({ blocks }) =>
    blocks.flatMap((block) =>
      block.kind === 'list' ? [...block.items] : 'text' in block ? [block.text] : [],
    ),
  );
}

describe.each(Object.entries(ANALYSES))('the report on %s', (_, analysis) => {
  it('holds every table that is shown and every figure once', async () => {
    const { html, files } = await reportOf(analysis);
    const { ids } = seenIn(html);
    for (const { id } of shownTables(analysis)) expect(ids).toContain(`table-${id}`);
    for (const { id } of figuresOf(analysis)) {
      expect(ids).toContain(id);
      expect(files).toContain(`figures/${id}.svg`);
    }
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('is one well-formed page that runs nothing and loads nothing', async () => {
    const { html } = await reportOf(analysis);
    const { tags, links, ids } = seenIn(html);
    expect(html.startsWith('<!DOCTYPE html>\n')).toBe(true);
    for (const tag of ['script', 'link', 'iframe', 'object', 'embed', 'img', 'form'])
      expect(tags).not.toContain(tag);
    expect(links.filter((link) => !link.startsWith('#'))).toEqual([]);
    for (const link of links) expect(ids).toContain(link.slice(1));
    expect(html).not.toMatch(/\son\w+=|@import|url\(/);
  });

  it('is the same bytes every time', async () => {
    expect([...(await reportFiles(analysis, FACTS))]).toEqual([...(await reportFiles(analysis, FACTS))]);
  });
});

describe('a name with markup', () => {
  it('is text in the page', async () => {
    const { html } = await reportOf(analyse(HOSTILE));
    const { tags, text } = seenIn(html);
    expect(tags).not.toContain('b');
    expect(text).toContain(HOSTILE_NAME);
  });

  it('is text in Markdown', async () => {
    const { markdown } = await reportOf(analyse(HOSTILE));
    expect(markdown).toContain('\\<b\\>\\&');
    expect(markdown).not.toContain('<b>');
  });

  it('is text where it is an id', async () => {
    const results = study([cell(HOSTILE_NAME, 'P1'), cell('other', 'P1', { verdict: 'wrong_answer' })]);
    const { html, markdown } = await reportOf(analyse(results));
    expect(seenIn(html).tags).not.toContain('b');
    expect(markdown).not.toContain('<b>');
  });
});

it('warns of scripted models before all else', async () => {
  const { html, markdown } = await reportOf(analyse(HAND_MADE));
  expect(markdown.split('\n')[2]).toMatch(/^> \*\*Warning:\*\* scripted models, not LLMs/);
  expect(html.indexOf('class="warning"')).toBeLessThan(html.indexOf('<nav'));
  const without = await reportOf(analyse(study([cell('m', 'P1')])));
  expect(without.html).not.toContain('class="warning"');
});

describe('what a report says', () => {
  const tasks = Array.from({ length: 12 }, (_, task) => `P${task}`);
  const passes = (model: string, does: (task: number) => boolean) =>
    tasks.map((uid, task) => cell(model, uid, does(task) ? {} : { verdict: 'wrong_answer' }));

  it('of a model that is first for sure', () => {
    const results = study([...passes('good', () => true), ...passes('bad', () => false)]);
    expect(sentencesOf(results)).toContain(
      'generate: good is first, with pass@1 of 100.00 %, on 12 of 12 planned cells (12 problems); no other model could ' +
        'hold rank 1 (95 %). Paired tests tell it apart from 1 of 1 other model in correctness.',
    );
  });

  it('of one that another could replace', () => {
    const results = study([
      ...passes('a', (task) => task % 2 === 0),
      ...passes('b', (task) => task % 3 === 0),
    ]);
    expect(sentencesOf(results)).toContainEqual(
      expect.stringMatching(
        /^generate: a is first.*that is not sure: b could hold rank 1, too.*apart from 0 of 1/,
      ),
    );
  });

  it('of equal ones, and of few tasks', () => {
    expect(sentencesOf(study([cell('a', 'P1'), cell('b', 'P1')]))).toContain(
      'generate: a and b are equally first, with pass@1 of 100.00 %, on 1 of 1 planned cell (1 problem); with fewer than ' +
        '10 tasks nothing is known of how sure that is.',
    );
  });

  it('where nobody passed, and where nobody answered', () => {
    const wrong = study([cell('a', 'P1', { verdict: 'wrong_answer' })]);
    expect(sentencesOf(wrong)).toContainEqual(expect.stringContaining('no model passed anything'));
    const nothing = study([cell('a', 'P1', { answerState: null, verdict: null })]);
    expect(sentencesOf(nothing)).toContainEqual(expect.stringContaining('no model could be compared'));
  });

  it('of a study that measures nothing', () => {
    const said = sentencesOf(study([cell('a', 'P1')], { presets: [] }));
    expect(said).toContain('It measures no runtime, so it needs no certificate of the machine.');
    expect(said).toContain('The study measures no runtime: its rankings are by correctness alone.');
  });

  it('of a machine without a certificate', () => {
    const [strong] = [ANALYSES['strong-and-weak']].flatMap((analysis) => analysis ?? []);
    if (strong === undefined) throw new Error('the fixture is gone');
    const material = { analysis: strong, figures: [], tables: allTables(strong), ...FACTS };
    expect(JSON.stringify(buildReport(material))).toContain('Machine c3c3c3c3 has no certificate');
  });

  it('of cells without an outcome, and of who is not ranked', () => {
    const said = sentencesOf(HAND_MADE);
    expect(said).toContain(
      'Cells without an outcome, over all models: 8 not answered, 1 not judged, 1 with a fault of the harness.',
    );
    expect(said).toContain('generate: not ranked, for want of cells to compare: delta.');
  });
});
