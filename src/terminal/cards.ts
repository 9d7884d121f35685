import type { Question } from '../runner/question.ts';
import { byHandCard } from './by-hand-card.ts';
import { block, type Card, type CardView } from './card.ts';
import { fill, indented, linkLine, questionRule } from './card-text.ts';
import { criterionCard } from './criterion-card.ts';
import { failureCard } from './failure-card.ts';
import { findingCard } from './finding-card.ts';
import { guardCard } from './guard-card.ts';
import { journalCard } from './journal-card.ts';
import { optionCard } from './option-card.ts';
import { resumeCard } from './resume-card.ts';
import { runCard } from './run-card.ts';

/** The card above the keys: what will happen, to what. */
export function cardOf(question: Question, view: CardView): Card {
  switch (question.kind) {
    case 'run':
      return runCard(question, view);
    case 'option':
      return optionCard(question, view);
    case 'failure':
      return failureCard(question, view);
    case 'unknown':
    case 'running':
      return resumeCard(view, question);
    case 'guard':
      return guardCard(question, view);
    case 'by-hand':
      return byHandCard(question, view);
    case 'finding':
      return findingCard(question, view);
    case 'criterion':
      return criterionCard(question, view);
    case 'journal':
      return journalCard(question, view);
    case 'prerequisite':
    case 'checklist':
    case 'input':
    case 'placeholder':
    case 'environment':
    case 'target':
      return plainCard(question, view);
  }
}

function plainCard(question: Question, view: CardView): Card {
  const text = `${question.kind === 'prerequisite' ? 'Before the start: ' : ''}${fill(question.text, view)}`;
  const link = 'link' in question ? linkLine(question.link) : [];
  return {
    rule: questionRule(question, view),
    blocks: [block('always', [...indented(text, view.columns), ...link, ''])],
  };
}
