import { escapeControls } from '../diagnostics/escape-controls.ts';
import { type Keys, keysFrom } from './keys.ts';

/** More cannot be told by one key. */
export const mostChoices = 9;

/** What `[t]` gives; a choice stands behind an equals sign, so that none of them is taken for a key's own meaning. */
export const typeIt = 'type';

/** Numbered choices above the keys, none preselected: Enter takes nothing. */
export function choiceKeys(
  choices: readonly string[],
  isClosed: boolean,
): { readonly rows: readonly string[]; readonly keys: Keys } {
  const range = choices.length === 1 ? '[1] choose' : `[1-${choices.length}] choose`;
  const { groups, answers } = keysFrom(isClosed ? [] : [['t', '[t] another: type it', typeIt]]);
  const numbered = choices.map((choice, index) => [String(index + 1), `=${choice}`] as const);
  return {
    rows: choices.map((choice, index) => ` ${index + 1}  ${escapeControls(choice)}`),
    keys: { groups: [[range, ...(groups[0] ?? [])]], answers: new Map([...answers, ...numbered]) },
  };
}
