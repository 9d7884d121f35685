import stringWidth from 'fast-string-width';

/** Columns of a text on a terminal; a tab is taken to be as wide as it can be. */
export function columnsOf(text: string): number {
  return stringWidth(text.replaceAll('\t', ' '.repeat(8)));
}

/** The index in front of the first character that does not fit into so many columns; at least one does. */
export function cutAt(text: string, columns: number): number {
  let used = 0;
  for (const { segment, index } of new Intl.Segmenter().segment(text)) {
    used += columnsOf(segment);
    if (used > columns && index > 0) return index;
  }
  return text.length;
}
