import type { Question } from '../runner/question.ts';
import { type Answered, type Asking, answered, pressBelow } from './asking.ts';
import { shellRows } from './hand-off.ts';
import { backRule, changedRow } from './hand-off-rules.ts';
import { byHandKeys } from './keys.ts';

/** In a shell of the session, where there is one; then a person's word for what a person did: the tool cannot know. */
export async function askHowItWent(question: Question, asking: Asking): Promise<Answered> {
  const rows = await doByHand(question, asking);
  const answer = await pressBelow(byHandKeys, rows, question, asking);
  return answer === 'by-hand' ? answered(answer) : 'again';
}

/** Gives the terminal to a shell of the session, and says what it changed. */
async function doByHand(question: Question, { view, person, transcript }: Asking): Promise<readonly string[]> {
  const { openShell } = view;
  if (openShell === undefined) return [' Do it in a terminal of your own, then say how it went.'];
  const lent = person.lend(({ columns }) => ({
    rows: shellRows(question, view, { columns, transcript }),
    isCut: false,
  }));
  const visited = await openShell().finally(() => lent[Symbol.dispose]());
  if (visited.state === 'refused') return [` The shell was not opened: ${visited.why}`];
  const { elapsedMs, changed, problem } = visited;
  return [backRule(elapsedMs, undefined), problem === undefined ? changedRow(changed) : ` ${problem}`];
}
