import type { Edit } from '../diagnostics/fix.ts';
import { placeAt } from '../diagnostics/place.ts';
import type { Action } from '../runbook/action.ts';
import type { Fence } from '../runbook/fence.ts';
import type { RunbookSubject } from './runbook-subject.ts';

/** The fence that an action stands in. */
export function fenceOf({ document }: Pick<RunbookSubject, 'document'>, { place }: Action): Fence | undefined {
  for (const block of document.blocks) {
    if (block.kind === 'fence' && block.fence.lines.some(({ line }) => line === place.line)) return block.fence;
  }
  return undefined;
}

/** Puts an attribute into the info string of a fence; undefined where the fence has no language to put it behind. */
export function addAttribute(
  { document }: Pick<RunbookSubject, 'document'>,
  fence: Fence,
  attribute: string,
): Edit | undefined {
  const { line, column } = fence.opening;
  const text = document.lines[line - 1] ?? '';
  const group = text.indexOf('{', column - 1);
  if (group !== -1)
    return {
      place: placeAt(line, group + 2),
      text: text[group + 1] === '"' ? `"effect":"${attribute.split('=')[1]}",` : `${attribute} `,
    };
  if (fence.language === '') return undefined;
  return { place: placeAt(line, text.trimEnd().length + 1), text: ` {${attribute}}` };
}
