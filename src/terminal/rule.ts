import stringWidth from 'fast-string-width';
import { escapeControls } from '../diagnostics/escape-controls.ts';

/** `-` a step, `=` the run as a whole, `!` something is wrong or cannot be undone, `>` `<` another program's terminal. */
export type RuleMark = '-' | '=' | '!' | '>' | '<';

/** A title rule as wide as the card; a title that is too long is cut in its middle, what follows it never is. */
export function rule(mark: RuleMark, title: string, facts: readonly string[], columns = 80): string {
  const right = facts.map((fact) => ` ${escapeControls(fact)} ${mark}${mark}`).join('');
  const room = columns - 4 - right.length - 3;
  const shown = cutMiddle(escapeControls(title), Math.max(10, room));
  const left = `${mark}${mark} ${shown} `;
  return left + mark.repeat(Math.max(1, columns - stringWidth(left) - right.length)) + right;
}

/** `Roll Back ... Migration` */
export function cutMiddle(text: string, columns: number): string {
  if (stringWidth(text) <= columns) return text;
  const half = Math.max(1, Math.floor((columns - 3) / 2));
  const characters = Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment);
  return `${take(characters, half).join('')}...${take(characters.toReversed(), half).toReversed().join('')}`;
}

function take(characters: readonly string[], columns: number): readonly string[] {
  let left = columns;
  const end = characters.findIndex((character) => {
    left -= stringWidth(character);
    return left < 0;
  });
  return end === -1 ? characters : characters.slice(0, end);
}

export function hyphens(columns = 80): string {
  return '-'.repeat(columns);
}
