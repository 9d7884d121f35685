import { wrapText } from '../diagnostics/wrap-text.ts';
import type { PromptView } from '../runner/prompter.ts';
import type { Question } from '../runner/question.ts';
import { byHandCard } from './by-hand-card.ts';
import { fill, indented, linkLine, stepRule } from './card-text.ts';
import { criterionCard } from './criterion-card.ts';
import { failureCard } from './failure-card.ts';
import { optionCard } from './option-card.ts';
import { runCard } from './run-card.ts';

/** The card above the keys: what will happen, to what. Plain lines, at most 80 columns where the words are ours. */
export function cardOf(question: Question, view: PromptView): readonly string[] {
  switch (question.kind) {
    case 'run':
      return runCard(question, view);
    case 'option':
      return optionCard(question, view);
    case 'failure':
      return failureCard(question, view);
    case 'guard':
      return [stepRule(question, view), ...says(view, question.text), '', ...guardWords(question)];
    case 'by-hand':
      return byHandCard(question, view);
    case 'finding':
      return ['', ...indented(question.text)];
    case 'prerequisite':
      return ['', ...indented(`Before the start: ${fill(question.text, view)}`)];
    case 'checklist':
      return ['', ...indented(fill(question.text, view)), ...linkLine(question.link)];
    case 'criterion':
      return criterionCard(question, view);
    case 'input':
    case 'placeholder':
    case 'environment':
    case 'target':
      return ['', ...indented(fill(question.text, view))];
  }
}

function guardWords({ condition }: Question & { kind: 'guard' }): readonly string[] {
  const yes = condition.runsIf === 'yes' ? 'Yes shows what comes next; it runs nothing.' : 'Yes skips it.';
  return [
    ' Is it so?',
    '',
    ...indented(
      `${yes} If you cannot tell, nothing is run here, and the run ends as unverified until someone has found out.`,
    ),
  ];
}

function says(view: PromptView, text: string): readonly string[] {
  return [' The runbook says', ...wrapText(fill(text, view), 75).map((line) => `   ${line}`)];
}
