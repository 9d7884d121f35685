import type { PromptView } from '../runner/prompter.ts';
import type { ByHandQuestion } from '../runner/question.ts';
import { fill, hanging, indented, stepRule } from './card-text.ts';
import { wrapCommand } from './wrap-command.ts';

export function byHandCard(question: ByHandQuestion, view: PromptView): readonly string[] {
  const { may, action } = question;
  const why = may?.may === 'be-refused' ? [...hanging('REFUSED', question.text), ...hanging('', may.hint)] : [];
  const how =
    may?.may === 'be-handed-off'
      ? hanging('BY HAND', `run it in a terminal of your own; leave ${may.program} with ${may.wayOut}`)
      : [];
  const text = may === undefined || may.may === 'be-shown' ? indented(fill(question.text, view)) : [];
  const lines = action === undefined ? [] : wrapCommand(action.kind, action.source.split('\n'));
  return [
    stepRule(question, view, '-', 'BY HAND'),
    ...text,
    ...why,
    ...how,
    ...(lines.length === 0 ? [] : ['', ...lines]),
    '',
  ];
}
