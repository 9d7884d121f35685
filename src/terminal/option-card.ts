import stringWidth from 'fast-string-width';
import type { BodyNode, Choice } from '../runbook/body.ts';
import { formatClock } from '../runbook/duration.ts';
import type { OptionQuestion } from '../runner/question.ts';
import { stepOf } from '../runner/run-plan.ts';
import { block, type Card, type CardView } from './card.ts';
import { fill, indented, questionRule } from './card-text.ts';
import { commandRows } from './run-card.ts';

/** The ways to choose from, each with what it runs; what follows every one of them stands once below. */
export function optionCard(question: OptionQuestion, view: CardView): Card {
  const { choice } = question;
  const options = choice.options.flatMap((option, index) => [
    withPractice(
      `${option.key === choice.preselected ? '*' : ' '}${index + 1}  ${option.key}: ${fill(option.title, view)}`,
      `${choice.id} ${option.key}`,
      view,
    ),
    ...option.body.flatMap((node) => nodeRows(node, view)),
    '',
  ]);
  const after = rowsAfter(choice, question.step, view);
  return {
    rule: questionRule(question, view, { suffix: `: ${choice.options.length} options` }),
    blocks: [
      block('always', ['']),
      block('command', options),
      block('facts', after.length === 0 ? [] : [' then, whichever you choose:', ...after]),
    ],
  };
}

/** "Which one works" is the question: what drills say of it stands at the right, where there is room. */
function withPractice(row: string, name: string, { plan: { practice }, columns }: CardView): string {
  if (practice === undefined) return row;
  const found = practice.options.get(name);
  const rank = practice.isP90 ? 'p90' : 'max';
  const said =
    found === undefined
      ? 'drills: none'
      : `drills: ${found.count} of ${practice.drills}, ${rank} ${formatClock(found.p90Ms)}`;
  const room = columns - stringWidth(row) - said.length;
  return room < 2 ? row : `${row}${' '.repeat(room)}${said}`;
}

function nodeRows(node: BodyNode, view: CardView): readonly string[] {
  if (node.node === 'by-hand') return indented(fill(node.text, view), view.columns);
  const may = node.node === 'action' ? view.plan.dispositions.get(node.address) : undefined;
  return node.node === 'action' && may?.may === 'run' ? commandRows(node, may, view) : [];
}

/** The actions that stand behind the choice in its step, up to the next question. */
function rowsAfter(choice: Choice, step: string | undefined, view: CardView): readonly string[] {
  const body = (step === undefined ? undefined : stepOf(view.plan, step))?.body ?? [];
  const after = body.slice(body.indexOf(choice) + 1);
  const end = after.findIndex((node) => node.node !== 'action' && node.node !== 'shown');
  return after
    .slice(0, end === -1 ? undefined : end)
    .filter((node) => node.node === 'action' && node.role === 'forward')
    .flatMap((node) => nodeRows(node, view));
}
