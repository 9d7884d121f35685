import { escapeControls } from '../diagnostics/escape-controls.ts';
import { type Keys, keys } from './keys.ts';

/** More cannot be told by one key. */
export const mostChoices = 9;

/** What `[t]` gives; a choice stands behind an equals sign, so that none of them is taken for a key's own meaning. */
export const typeIt = 'type';

/** Numbered choices above the keys, none preselected: Enter takes nothing. */
export function choiceKeys(choices: readonly string[], isClosed: boolean): Keys & { readonly card: string } {
  const numbered = choices.map((choice, index) => [String(index + 1), `=${choice}`] as const);
  const range = choices.length === 1 ? '[1]' : `[1-${choices.length}]`;
  const other = isClosed ? '' : '   [t] another: type it';
  return {
    ...keys(` ${range} choose${other}`, [...numbered, ...(isClosed ? [] : [['t', typeIt] as const])]),
    card: choices.map((choice, index) => ` ${index + 1}  ${escapeControls(choice)}`).join('\n'),
  };
}
