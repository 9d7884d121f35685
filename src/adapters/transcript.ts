import type { TerminalToken } from './terminal-stream.ts';

/** What a program showed at a terminal, as lines to read. */
export interface Transcript {
  take(token: TerminalToken): void;
  resize(columns: number): void;
  /** The line that has no end yet. */
  flush(): void;
}

const longestLine = 16_384;

/**
 * Lines as a person saw them when they went on to the next: corrected as they were typed, without colours. A line
 * that the terminal wrapped is one line, so that a secret in it is found. Of full screens the texts are kept, not where
 * they stood.
 */
export function createTranscript(columns: number, keep: (text: string) => void): Transcript {
  let width = Math.max(1, columns);
  let cells: string[] = [];
  let at = 0;
  const endLine = () => {
    keep(`${cells.join('').trimEnd()}\n`);
    cells = [];
    at = 0;
  };
  const breakLine = () => {
    if (cells.join('').trim() !== '') endLine();
    cells = [];
    at = 0;
  };
  /** Behind the last column the cursor still stands in the row that it filled. */
  const rowStart = () => (at > 0 && at % width === 0 ? at - width : at - (at % width));
  const write = (character: string) => {
    while (cells.length < at) cells.push(' ');
    cells[at] = character;
    at += 1;
    if (cells.length >= longestLine) endLine();
  };
  const move = (by: number) => {
    at = Math.max(0, Math.min(longestLine - 1, at + by));
  };
  const control = (character: string) => {
    if (character === '\n') endLine();
    else if (character === '\r') at = rowStart();
    else if (character === '\b') move(-1);
    else if (character === '\t') write('\t');
  };
  const moveRows = (rows: number) => {
    const there = at + rows * width;
    if (there >= 0 && there <= cells.length) at = there;
    else breakLine();
  };
  const sequence = (params: string, final: string) => {
    const count = Math.min(longestLine, Number.parseInt(params, 10) || 1);
    switch (final) {
      case 'A':
        return moveRows(-count);
      case 'B':
        return moveRows(count);
      case 'C':
        return move(count);
      case 'D':
        return move(-count);
      case 'G':
        at = rowStart() + count - 1;
        return undefined;
      case 'K':
        return erase(params);
      case 'J':
        return params === '' || params === '0' ? erase('') : breakLine();
      case 'P':
        cells.splice(at, count);
        return undefined;
      case '@':
        if (at < cells.length) cells.splice(at, 0, ...Array.from({ length: count }, () => ' '));
        return undefined;
      case 'X':
        cells.fill(' ', at, at + count);
        return undefined;
      case 'H':
      case 'f':
      case 'd':
      case 'E':
      case 'F':
        return breakLine();
      case 'h':
      case 'l':
        return /^\?(47|1047|1049)$/.test(params) ? breakLine() : undefined;
      default:
        return undefined;
    }
  };
  const erase = (params: string) => {
    if (params === '' || params === '0') cells.length = Math.min(cells.length, at);
    else cells.fill(' ', rowStart(), params === '1' ? at + 1 : rowStart() + width);
  };
  return {
    take(token) {
      if (token.kind === 'character') write(token.character);
      else if (token.kind === 'control') control(token.character);
      else if (token.kind === 'sequence') sequence(token.params, token.final);
    },
    resize: (next) => {
      width = Math.max(1, next);
    },
    flush: breakLine,
  };
}
