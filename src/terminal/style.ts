/** Colour repeats what a word says already, and never carries anything alone. */
export interface Style {
  readonly red: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly bold: (text: string) => string;
}

const plain: Style = { red: (text) => text, yellow: (text) => text, bold: (text) => text };

const coloured: Style = {
  red: (text) => `\u001B[31m${text}\u001B[39m`,
  yellow: (text) => `\u001B[33m${text}\u001B[39m`,
  bold: (text) => `\u001B[1m${text}\u001B[22m`,
};

/** NO_COLOR and dumb terminals get none; FORCE_COLOR gets it anyway. */
export function styleFor(stream: { readonly isTTY?: boolean | undefined }, variables: NodeJS.ProcessEnv): Style {
  const isForced = (variables['FORCE_COLOR'] ?? '0') !== '0' && variables['FORCE_COLOR'] !== '';
  if ((variables['NO_COLOR'] ?? '') !== '') return plain;
  if (isForced) return coloured;
  return stream.isTTY === true && variables['TERM'] !== 'dumb' ? coloured : plain;
}

const loud =
  /\b(FAILED|UNKNOWN|DESTRUCTIVE|OVER(?: BUDGET)?|NOT MET|REFUSED|ABORTED|UNVERIFIED|TARGET CHANGED|NOT PROVED)\b/g;
const look = /\b(WRITE|LOOK|BY HAND|OPEN)\b/g;

/** Colours the capital words of a line of our own; a child's line is never passed here. */
export function highlight(line: string, style: Style): string {
  return line.replace(loud, (word) => style.red(word)).replace(look, (word) => style.yellow(word));
}
