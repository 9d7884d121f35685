import type { UndoPlan } from '../rollback/workload/plan-undo.ts';
import { revisionText } from '../rollback/workload/revision.ts';
import { fitRow } from '../terminal/fit-row.ts';
import { keyRows } from '../terminal/key-rows.ts';
import { hyphens, rule } from '../terminal/rule.ts';
import { takeTerminal } from './take-terminal.ts';

/** One key: whether what would take a rollback back is suspended first. */
export async function askSuspend(
  why: readonly string[],
  { to, suspensions }: UndoPlan & { state: 'ready' },
): Promise<'suspend' | 'leave'> {
  using terminal = takeTerminal({});
  const answers = new Map([
    ['s', 'suspend'],
    ['q', 'leave'],
    ['ctrl-c', 'leave'],
  ] as const);
  const told = [
    ` to        ${revisionText(to)}`,
    ...why.map((text) => ` LOOK      ${text}`),
    ...suspensions.flatMap(({ what, change }) => [` suspend   ${what}`, `           ${change}`]),
    ' owed      switched on again by runbook debts settle, which runbook debts lists',
  ];
  const keys = ['[s] suspend it, then roll back', '[q] quit'];
  const answer = await terminal.person.press(
    {
      frame: ({ columns }) => ({
        rows: [
          rule('=', 'Somebody would put it back', [], columns),
          ...told.flatMap((row) => fitRow(row, columns)),
          hyphens(columns),
          ' YOUR TURN   nothing has been changed',
          ...keyRows(keys, columns),
        ],
        isCut: false,
      }),
      answers,
      deafMs: 300,
    },
    new AbortController().signal,
  );
  return answer === 'suspend' ? 'suspend' : 'leave';
}
