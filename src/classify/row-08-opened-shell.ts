import type { Reading } from './reading.ts';
import { isLeaving } from './row-08-context-switch.ts';
import { refused, shownAsIs, type Verdict } from './verdict.ts';

/** Commands in the fence below one that opened a shell elsewhere were written for that shell. */
export function belowOpenedShell({ action, script, surroundings }: Reading): Verdict | undefined {
  const { openedAbove } = surroundings;
  if (openedAbove === undefined) return undefined;
  const lines = script.split('\n').map((text, index) => ({ line: index + 1, text: text.trim() }));
  const first = lines.find(({ text }) => text !== '' && !text.startsWith('#') && !isLeaving(text));
  if (first === undefined) return shownAsIs(8, `It leaves the shell that "${openedAbove}" opened above`);
  return refused(action, 8, {
    code: 'commands-after-context-switch',
    line: first.line,
    length: first.text.length,
    message: `"${first.text}" would run on this machine, not in the shell that "${openedAbove}" opened above`,
    hint: 'Give the command to that shell, as in `ssh host command`, or write {effect=...} if it is meant for this machine.',
  });
}
