import type { TerminalToken } from './terminal-stream.ts';

/** Remembers what a program changed about its terminal, and says how to take it back. */
export interface TerminalModes {
  take(token: TerminalToken): void;
  /** Brings the terminal back to what a program finds; ends at the beginning of a line. */
  restore(): string;
}

/** Off in a terminal that nobody has touched: screens first, so that the rest happens where the person looks. */
const offModes = [1049, 1047, 47, 1, 5, 6, 9, 1000, 1001, 1002, 1003, 1004, 1005, 1006, 1015, 1016, 2004, 2026];
/** On in a terminal that nobody has touched: lines wrap, the cursor is seen. */
const onModes = [7, 25];
const otherScreens = new Set([47, 1047, 1049]);

export function createTerminalModes(): TerminalModes {
  const modes = new Map<number, boolean>();
  const seen = new Map<string, string>();
  let keyboards = 0;
  let isLineStart = true;
  let wasLineStart = true;
  const setMode = (mode: number, isOn: boolean) => {
    if (otherScreens.has(mode) && (modes.get(mode) ?? false) !== isOn) {
      if (isOn) wasLineStart = isLineStart;
      else isLineStart = wasLineStart;
    }
    modes.set(mode, isOn);
  };
  const sequence = (params: string, final: string) => {
    const isOn = final === 'h';
    if (final === 'h' || final === 'l') {
      if (params.startsWith('?')) for (const mode of params.slice(1).split(';')) setMode(Number(mode), isOn);
      else if (params === '4') keep('insert', isOn ? '\u001B[4l' : undefined);
    } else if (final === 'r' && /^[\d;]*$/.test(params)) {
      // Where the region begins and ends moves the cursor, which has to stay.
      keep('region', params === '' ? undefined : '\u001B7\u001B[r\u001B8');
    } else if (final === 'q' && params.endsWith(' ')) keep('cursor', '\u001B[0 q');
    else if (final === 'm' && /^[\d;:]*$/.test(params))
      keep('attributes', /^0?$/.test(params) ? undefined : '\u001B[0m');
    else if (final === 'm' && params.startsWith('>4')) keep('keys', '\u001B[>4m');
    else if (final === 'u' && params.startsWith('>')) keyboards += 1;
    else if (final === 'u' && params.startsWith('<')) keyboards -= Number(params.slice(1) || 1);
    else if (final === 'H' || final === 'f') isLineStart = /^(\d*;)?1?$/.test(params) && !params.endsWith(';');
  };
  const keep = (what: string, undo: string | undefined) => {
    if (undo === undefined) seen.delete(what);
    else seen.set(what, undo);
  };
  return {
    take(token) {
      if (token.kind === 'character') isLineStart = false;
      else if (token.kind === 'control') isLineStart = /[\n\r]/.test(token.character) || isLineStart;
      else if (token.kind === 'sequence') sequence(token.params, token.final);
      else if (token.text === '=' || token.text === '>') keep('keypad', token.text === '=' ? '\u001B>' : undefined);
      else if (token.text.startsWith('(')) keep('characters', token.text === '(B' ? undefined : '\u001B(B');
      else if (token.text === 'c') isLineStart = true;
    },
    restore() {
      const off = offModes.filter((mode) => modes.get(mode) === true).map((mode) => `\u001B[?${mode}l`);
      for (const mode of otherScreens) if (modes.get(mode) === true) setMode(mode, false);
      const on = onModes.filter((mode) => modes.get(mode) === false).map((mode) => `\u001B[?${mode}h`);
      const keyboard = keyboards > 0 ? [`\u001B[<${keyboards}u`] : [];
      const text = [...off, ...on, ...seen.values(), ...keyboard, isLineStart ? '' : '\r\n'].join('');
      modes.clear();
      seen.clear();
      keyboards = 0;
      isLineStart = true;
      return text;
    },
  };
}
