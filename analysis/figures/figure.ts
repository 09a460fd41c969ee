/** A figure of a study. The same analysis gives the same figure, and the same figure the same bytes. */
export interface Figure {
  /** Unique in an analysis, fit for a file name. */
  readonly id: string;
  readonly title: string;
  /** What marks, colours and lines mean, over how much it is, and who is not in it and why. */
  readonly caption: string;
  /** vega-lite, with its data inline; one unit is a point (1/72 inch) of the PDF. */
  readonly spec: Spec;
}

/** JSON alone, so that it can be written to a file and drawn by others. */
export type Spec = Readonly<Record<string, unknown>>;
