import stringWidth from 'fast-string-width';

/** Breaks a line between words so that none is wider than `columns`; a word that is wider is broken, too. */
export function wrapText(line: string, columns: number): readonly string[] {
  if (line.length <= columns && stringWidth(line) <= columns) return [line];
  const indent = (/^ */.exec(line)?.[0] ?? '').slice(0, columns >> 1);
  const lines: string[] = [];
  let current = indent;
  let width = indent.length;
  for (const word of wordsOf(line, columns - indent.length)) {
    const blank = width > indent.length ? ' ' : '';
    const wordWidth = stringWidth(word);
    if (blank !== '' && width + 1 + wordWidth > columns) {
      lines.push(current);
      current = indent + word;
      width = indent.length + wordWidth;
    } else {
      current += blank + word;
      width += blank.length + wordWidth;
    }
  }
  return [...lines, current];
}

function wordsOf(line: string, columns: number): readonly string[] {
  return line
    .split(/\s+/)
    .flatMap((word) => (word.length <= columns && stringWidth(word) <= columns ? word : pieces(word, columns)));
}

function pieces(word: string, columns: number): readonly string[] {
  const result: string[] = [];
  let piece = '';
  let width = 0;
  for (const { segment } of new Intl.Segmenter().segment(word)) {
    const segmentWidth = stringWidth(segment);
    if (width + segmentWidth > columns) {
      result.push(piece);
      piece = '';
      width = 0;
    }
    piece += segment;
    width += segmentWidth;
  }
  return [...result, piece];
}
