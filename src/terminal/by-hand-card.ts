import type { ByHandQuestion } from '../runner/question.ts';
import { block, type Card, type CardView } from './card.ts';
import { factRows, fill, indented, questionRule } from './card-text.ts';
import { wrapCommand } from './wrap-command.ts';

/** What a person does: written so, refused, or a program that needs a terminal of its own. */
export function byHandCard(question: ByHandQuestion, view: CardView): Card {
  const { may, action } = question;
  const { columns } = view;
  const why =
    may?.may === 'be-refused'
      ? factRows(
          [
            ['REFUSED', question.text],
            ['', may.hint],
          ],
          columns,
        )
      : [];
  const { opens, opened } = question;
  const how =
    opens !== undefined
      ? [
          ...factRows([['BY HAND', `in ${opens.program}, which [r] opens; leave it with ${opens.wayOut}`]], columns),
          ...(opened === undefined ? [] : factRows([['opened', openedText(opened)]], columns)),
        ]
      : may?.may === 'be-handed-off'
        ? factRows([['BY HAND', `run it in a terminal of your own; leave ${may.program} with ${may.wayOut}`]], columns)
        : [];
  const text = may === undefined || may.may === 'be-shown' ? indented(fill(question.text, view), columns) : [];
  const lines = action === undefined ? [] : wrapCommand(action.kind, action.source.split('\n'), columns);
  return {
    rule: questionRule(question, view, { special: 'BY HAND', withBudget: true }),
    blocks: [
      block('always', [...text, ...why, ...how]),
      block('command', lines.length === 0 ? [] : ['', ...lines]),
      block('always', ['']),
    ],
  };
}

function openedText({ times, message }: NonNullable<ByHandQuestion['opened']>): string {
  return `${times === 1 ? 'once' : `${times} times`}${message === undefined ? '' : `; the last time: ${message}`}`;
}
