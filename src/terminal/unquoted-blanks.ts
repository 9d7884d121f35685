import type { ActionKind } from '../runbook/action.ts';

/** Where the blanks of a line are, by index: those where a shell would go on behind a backslash, and the others. */
export interface Blanks {
  readonly unquoted: readonly number[];
  readonly quoted: readonly number[];
}

/** Blanks of every line of a script. In another language than the shell's, or in a here-document, none is the shell's. */
export function blanksOf(kind: ActionKind, lines: readonly string[]): readonly Blanks[] {
  const isShell = kind === 'shell' && !lines.some((line) => line.includes('<<'));
  let state: State = 'plain';
  return lines.map((line) => {
    const read = readLine(line, state);
    state = read.state;
    return isShell ? read : { unquoted: [], quoted: [...read.unquoted, ...read.quoted].toSorted((a, b) => a - b) };
  });
}

type State = 'plain' | 'single' | 'ansi' | 'double' | 'comment';

function readLine(line: string, from: State): Blanks & { readonly state: State } {
  const unquoted: number[] = [];
  const quoted: number[] = [];
  let state = from;
  for (let at = 0; at < line.length; at += 1) {
    const character = line[at] ?? '';
    if (character === '\\' && state !== 'single' && state !== 'comment') at += 1;
    else if (character === ' ') (state === 'plain' ? unquoted : quoted).push(at);
    else state = after(character, line[at - 1] ?? ' ', state);
  }
  return { unquoted, quoted, state: state === 'comment' ? 'plain' : state };
}

function after(character: string, before: string, state: State): State {
  switch (state) {
    case 'plain':
      if (character === "'") return before === '$' ? 'ansi' : 'single';
      if (character === '"') return 'double';
      return character === '#' && /[\s;&|(]/.test(before) ? 'comment' : 'plain';
    case 'single':
    case 'ansi':
      return character === "'" ? 'plain' : state;
    case 'double':
      return character === '"' ? 'plain' : state;
    case 'comment':
      return 'comment';
  }
}
