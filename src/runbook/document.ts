import type { Place } from '../diagnostics/place.ts';
import type { Block, HeadingBlock } from './block.ts';

/** What a heading makes of its section. */
export const roles = [
  'prerequisites',
  'steps',
  'remedies',
  'undo',
  'criteria',
  'follow-up',
  'troubleshooting',
  'contacts',
] as const;
export type Role = (typeof roles)[number];

/** A heading and everything below it up to the next one that is not deeper. */
export interface Section {
  readonly heading: HeadingBlock;
  readonly blocks: readonly Block[];
  readonly role: Role;
}

/** A link, an image, code or HTML within a text. */
export interface InlineMark {
  readonly kind: 'link' | 'image' | 'code' | 'html';
  /** Code and HTML as written, the text of a link, what an image shows to those who do not see it. */
  readonly text: string;
  /** Of links and images; empty where a reference leads nowhere. */
  readonly url: string;
  readonly place: Place;
}

/** A file as it was written: what the linter looks at where the model no longer knows it. */
export interface Document {
  /** Without their endings. */
  readonly lines: readonly string[];
  /** Lists and quotes are opened: one flat stream in the order of the source. */
  readonly blocks: readonly Block[];
  /** Those whose heading gives them a role, none inside another. */
  readonly sections: readonly Section[];
  /** HTML that stands on lines of its own, comments excepted. */
  readonly html: readonly { readonly text: string; readonly place: Place }[];
  /** What was read as metadata: `**Purpose:** …`, `# Owner: …`. */
  readonly head: readonly Place[];
  /** The places of the keys in the front matter, as in `runbook.inputs.version`; empty without one. */
  readonly settings: ReadonlyMap<string, Place>;
}
