/** Bytes of the keyboard, one character each, in; keys that a one-key prompt may take, out. */
export interface KeyFilter {
  push(text: string): void;
  close(): void;
}

export interface KeyFilterOptions {
  readonly key: (character: string) => void;
  /** The Esc key itself, as nothing has followed it for a moment. */
  readonly escaped: () => void;
}

/** Ctrl-D would close the prompt and Ctrl-Z suspend the run; Ctrl-Q and Ctrl-S belong to the terminal. */
export const deadKeys = /[\u0004\u0011\u0013\u001A]/g;

const escapeMs = 250;
const pasteBegins = '200~';
const pasteEnds = '\u001B[201~';

type State = 'key' | 'escape' | 'late' | 'sequence' | 'one-more' | 'paste';

/**
 * Swallows escape sequences whole, however late their rest arrives, and pasted text: an arrow key over a slow line
 * must not become the key `a`, nor a pasted word the keys that its letters are.
 */
export function createKeyFilter({ key, escaped }: KeyFilterOptions): KeyFilter {
  let state: State = 'key';
  let seen = '';
  let timer: NodeJS.Timeout | undefined;
  const wait = () => {
    timer = setTimeout(() => {
      state = 'late';
      escaped();
    }, escapeMs);
  };
  const next = (character: string): State => {
    clearTimeout(timer);
    if (state === 'paste') {
      seen = `${seen}${character}`.slice(-pasteEnds.length);
      return seen === pasteEnds ? 'key' : 'paste';
    }
    if (state === 'sequence') {
      seen += character;
      if (!/[@-~]/.test(character)) return 'sequence';
      return seen === pasteBegins ? 'paste' : 'key';
    }
    if (state === 'one-more') return 'key';
    if (character === '\u001B') {
      wait();
      return 'escape';
    }
    if (state !== 'key' && (character === '[' || character === 'O')) {
      seen = '';
      return character === '[' ? 'sequence' : 'one-more';
    }
    // Alt with a letter arrives as Esc and the letter, and is not that letter.
    if (state !== 'escape') key(character);
    return 'key';
  };
  return {
    push: (text) => {
      for (const character of text.replace(deadKeys, '')) state = next(character);
    },
    close: () => clearTimeout(timer),
  };
}
