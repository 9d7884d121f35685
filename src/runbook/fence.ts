import type { Place } from '../diagnostics/place.ts';

/** One `key=value` or bare flag of an info string; a flag has no value. */
export interface RawAttribute {
  readonly key: string;
  readonly value: string | undefined;
  readonly place: Place;
}

/** A fenced code block as it stands in the source. */
export interface Fence {
  readonly language: string;
  readonly attributes: readonly RawAttribute[];
  /** The code without the indentation of its fence; lines end in LF. */
  readonly source: string;
  /** The opening line. */
  readonly opening: Place;
  /** Where each line of the code stands in the file. */
  readonly lines: readonly Place[];
}
