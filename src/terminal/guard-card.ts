import { wrapText } from '../diagnostics/wrap-text.ts';
import { formatClock } from '../runbook/duration.ts';
import type { ConditionQuestion, LookedAgain } from '../runner/question.ts';
import { block, type Card, type CardView } from './card.ts';
import { fill, indented, questionRule } from './card-text.ts';
import { childRows } from './child-rows.ts';

const shownOutput = 4;

/** The runbook's own words, what is known, and the question: evidence comes before it. */
export function guardCard(question: ConditionQuestion, view: CardView): Card {
  const says = wrapText(fill(question.text, view), view.columns - 5).map((line) => `   ${line}`);
  const { runsIf } = question.condition;
  const yes = runsIf === 'yes' ? 'Yes shows what comes next; it runs nothing.' : 'Yes skips it.';
  const rest = 'If you cannot tell, nothing is run here, and the run ends as unverified until someone has found out.';
  const known = question.looked.flatMap((looked) => evidenceRows(looked, view));
  return {
    rule: questionRule(question, view),
    blocks: [
      block('always', [' The runbook says', ...says, '']),
      block('output', known.length === 0 ? [] : [' What is known', ...known, '']),
      block('always', [' Is it so?', '']),
      block('prose', indented(`${yes} ${rest}`, view.columns)),
    ],
  };
}

/** `   check last-migration (read, 0:01)`, and what it said. */
function evidenceRows({ action, isMet, said }: LookedAgain, view: CardView): readonly string[] {
  const found = view.state.actions.get(action.address);
  if (found?.status !== 'ended') return [];
  const verdict = isMet ? '' : `: NOT MET, ${said ?? found.outcome}`;
  const head = `check ${action.id} (read, ${formatClock(found.ended.elapsedMs)})${verdict}`;
  const rows = wrapText(head, view.columns - 5).map((row) => `   ${row}`);
  return [...rows, ...childRows(found.tail.slice(-shownOutput), view.columns)];
}
