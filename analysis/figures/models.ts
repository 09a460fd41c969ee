import type { AnalysedModel } from '../analysis.js';

/** How a model is named and coloured in every figure of an analysis. */
export interface DrawnModel {
  readonly id: string;
  /** One or two letters: a colour never stands alone. */
  readonly letter: string;
  /** Name as people know it; with the id where two models share a name, and marked where it is scripted. */
  readonly label: string;
  readonly colour: string;
}

/** By Okabe and Ito, told apart with every common colour blindness; ordered so that neighbours differ in lightness, too. */
const OKABE_ITO = [
  '#0072B2',
  '#E69F00',
  '#009E73',
  '#F0E442',
  '#D55E00',
  '#56B4E9',
  '#CC79A7',
  '#000000',
] as const;
/** The share of white in the colours of the ninth model and those after it. */
const TINT = 0.55;

/** A name that tells by itself what it is, as those of the demo's models do. */
const SAYS_SO = /\(scripted\b/i;

/** In the order of the analysis, by id. */
export function drawnModels(models: readonly AnalysedModel[]): DrawnModel[] {
  return models.map(({ id, name, scripted }, index) => {
    const shared = models.some((other) => other.id !== id && other.name === name);
    const full = plain(shared ? `${name} (${id})` : name);
    return {
      id,
      letter: letterOf(index),
      label: scripted && !SAYS_SO.test(full) ? `${full} (scripted)` : full,
      colour: colourOf(index),
    };
  });
}

/** A, B, ... Z, AA, AB, ... */
function letterOf(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : letterOf(Math.floor(index / 26) - 1) + last;
}

/** From the 17th model on colours come again: letters tell those apart. */
function colourOf(index: number): string {
  const colour = OKABE_ITO[index % OKABE_ITO.length] ?? OKABE_ITO[0];
  return index % (2 * OKABE_ITO.length) < OKABE_ITO.length ? colour : tinted(colour, TINT);
}

/** A colour mixed with this share of white. */
export function tinted(colour: string, white: number): string {
  const parts = [1, 3, 5].map((start) => {
    const value = Number.parseInt(colour.slice(start, start + 2), 16);
    return Math.round(value + (255 - value) * white)
      .toString(16)
      .padStart(2, '0');
  });
  return `#${parts.join('')}`.toUpperCase();
}

/** Black or white, whichever can be read on the colour. */
export function inkOn(colour: string): string {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) =>
    Number.parseInt(colour.slice(start, start + 2), 16),
  );
  return 0.299 * red + 0.587 * green + 0.114 * blue > 140 ? '#000000' : '#FFFFFF';
}

/** Line breaks and control characters must not reach a drawing. */
function plain(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ').trim();
}
