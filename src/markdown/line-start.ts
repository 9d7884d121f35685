/** How a line of code begins: on its own, within a statement that goes on, or within quotes or a here-document. */
export type LineStart = 'free' | 'statement' | 'enclosed';

export interface OpenLines {
  readonly starts: readonly LineStart[];
  /** A quote, here-document or compound command is still open at the end. */
  readonly isUnclosed: boolean;
}
