import { StringDecoder } from 'node:string_decoder';

/** What a program tells its terminal, piece by piece. */
export type TerminalToken =
  /** One character that is shown. */
  | { readonly kind: 'character'; readonly character: string }
  /** One control character: `\n`, `\r`, `\b`, `\t`, ... */
  | { readonly kind: 'control'; readonly character: string }
  /** `ESC [ params final`: params with a leading `?`, `>` or `<` where there is one, and what stands between. */
  | { readonly kind: 'sequence'; readonly params: string; readonly final: string }
  /** `ESC text`, of two or three characters. */
  | { readonly kind: 'escape'; readonly text: string };

type State = 'plain' | 'escape' | 'designation' | 'sequence' | 'string' | 'string-escape';

/** Reads a stream of UTF-8 as a terminal would, wherever the chunks are cut; titles and other strings are left out. */
export function createTerminalStream(take: (token: TerminalToken) => void): (chunk: Uint8Array) => void {
  const decoder = new StringDecoder('utf8');
  let state: State = 'plain';
  let held = '';
  const next = (character: string): State => {
    if (state !== 'plain' && state !== 'string' && character === '\u001B') return 'escape';
    switch (state) {
      case 'plain':
        if (character === '\u001B') return 'escape';
        if (character === '\u009B') return 'sequence';
        take({ kind: isControl(character) ? 'control' : 'character', character });
        return 'plain';
      case 'escape':
        if (character === '[') return 'sequence';
        if (/[\]PX^_]/.test(character)) return 'string';
        held = character;
        if (/[ -/]/.test(character)) return 'designation';
        take({ kind: 'escape', text: character });
        return 'plain';
      case 'designation':
        take({ kind: 'escape', text: held + character });
        return 'plain';
      case 'sequence':
        if (/[@-~]/.test(character)) {
          take({ kind: 'sequence', params: held, final: character });
          return 'plain';
        }
        // What a terminal obeys in the middle of a sequence: line feeds and the like.
        if (isControl(character)) take({ kind: 'control', character });
        else held += character;
        return held.length > 64 ? 'plain' : 'sequence';
      case 'string':
        if (character === '\u001B') return 'string-escape';
        return character === '\u0007' || character === '\u009C' ? 'plain' : 'string';
      case 'string-escape':
        return character === '\\' ? 'plain' : 'string';
    }
  };
  return (chunk) => {
    for (const character of decoder.write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength))) {
      const before = state;
      state = next(character);
      if (state !== before && state === 'sequence') held = '';
    }
  };
}

function isControl(character: string): boolean {
  return /[\u0000-\u001F\u007F-\u009F]/.test(character);
}
