import type { Place } from './place.ts';

/** What only a person knows; `example` shows how an answer looks. */
export interface Blank {
  /** `[a-z][a-z0-9-]*`: addresses the answer. */
  readonly ask: string;
  readonly question: string;
  readonly example: string;
}

/** Puts a text in the place of another; an empty place puts it in between. */
export interface Edit {
  readonly place: Place;
  readonly text: string | readonly (string | Blank)[];
}

/** How a finding is mended. `safe`: it means the same to every reader and shell; `suggested`: somebody has to look at it. */
export interface Fix {
  readonly certainty: 'safe' | 'suggested';
  /** What it does: `Take the prompts away`. */
  readonly title: string;
  /** None overlaps another. */
  readonly edits: readonly Edit[];
}

export function safeFix(title: string, ...edits: readonly Edit[]): Fix {
  return { certainty: 'safe', title, edits };
}

export function suggestedFix(title: string, ...edits: readonly Edit[]): Fix {
  return { certainty: 'suggested', title, edits };
}

/** What a fix asks for, each once. */
export function blanksOf(fix: Fix): readonly Blank[] {
  const blanks = fix.edits.flatMap(({ text }) => (typeof text === 'string' ? [] : text)).filter(isBlank);
  return blanks.filter((blank, index) => blanks.findIndex(({ ask }) => ask === blank.ask) === index);
}

export function isBlank(part: string | Blank): part is Blank {
  return typeof part !== 'string';
}
