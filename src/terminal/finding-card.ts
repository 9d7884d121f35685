import type { FindingQuestion } from '../runner/question.ts';
import { block, type Card, type CardView } from './card.ts';
import { indented, questionRule } from './card-text.ts';
import { childRows } from './child-rows.ts';

/** What a read found, and the question whether that is as it should be. */
export function findingCard(question: FindingQuestion, view: CardView): Card {
  const found = view.state.actions.get(question.action.address);
  const tail = found?.status === 'ended' ? found.tail : [];
  const output = tail.length === 0 ? [' | (no output)'] : childRows(tail, view.columns).slice(-10);
  return {
    rule: questionRule(question, view),
    blocks: [block('output', output), block('always', ['', ...indented(question.text, view.columns), ''])],
  };
}
