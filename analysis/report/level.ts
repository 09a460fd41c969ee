/** Of significance: a p of at most this is spoken of as a difference that was found. */
export const LEVEL = 0.05;
