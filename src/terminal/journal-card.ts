import type { JournalQuestion } from '../runner/question.ts';
import { block, type Card, type CardView } from './card.ts';
import { environmentFact, indented } from './card-text.ts';
import { rule } from './rule.ts';

/** Nobody is kept from a rollback by a full disk, and nobody loses its record without having said so. */
export function journalCard(question: JournalQuestion, view: CardView): Card {
  const words = [
    'The disk is full or cannot be written, here and in every other place that was tried. What happens from here on is',
    'in memory only: it is written as soon as there is room, and lost if this program ends before that.',
    'The last notes above say what was tried. To make room, use another terminal.',
  ].join(' ');
  return {
    rule: rule('!', 'THE JOURNAL CANNOT BE KEPT', environmentFact(view), view.columns),
    blocks: [block('always', [...indented(words, view.columns), '', ...indented(question.text, view.columns), ''])],
  };
}
