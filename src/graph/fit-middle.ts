import stringWidth from 'fast-string-width';

const mark = '...';

/** The text in at most so many terminal columns: an over-long one loses its middle. */
export function fitMiddle(text: string, columns: number): string {
  if (text.length <= columns * 4 && stringWidth(text) <= columns) return text;
  const room = Math.max(0, columns - mark.length);
  const head = take(graphemes(text.slice(0, columns * 4)), Math.ceil(room / 2));
  const tail = take(graphemes(text.slice(-columns * 4)).reverse(), Math.floor(room / 2)).reverse();
  return [...head, mark, ...tail].join('');
}

/** Blanks behind the text up to the column, as the terminal counts. */
export function padTo(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - stringWidth(text)));
}

function graphemes(text: string): string[] {
  return Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment);
}

function take(parts: readonly string[], columns: number): string[] {
  const taken: string[] = [];
  let left = columns;
  for (const part of parts) {
    left -= stringWidth(part);
    if (left < 0) break;
    taken.push(part);
  }
  return taken;
}
