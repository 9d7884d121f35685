import { basename } from 'node:path';
import { wrapText } from '../diagnostics/wrap-text.ts';
import { type ActionState, writesBegun } from '../events/run-state.ts';
import { formatClock } from '../runbook/duration.ts';
import type { FailureQuestion } from '../runner/question.ts';
import { block, type Card, type CardView } from './card.ts';
import { factRows, fill, hanging, questionRule } from './card-text.ts';
import { childRows } from './child-rows.ts';
import { type HelpEntry, helpEntries } from './help-entries.ts';
import { commandRows } from './run-card.ts';

type Ended = ActionState & { readonly status: 'ended' };

const shownOutput = 6;

/** What failed, the words it said, what is true now, what is known about it: in this order. */
export function failureCard(question: FailureQuestion, view: CardView): Card {
  const found = failedAction(question, view);
  const tail = found?.tail.slice(-shownOutput) ?? [];
  const may = question.action === undefined ? undefined : view.plan.dispositions.get(question.action.address);
  const command = question.action === undefined || may?.may !== 'run' ? [] : commandRows(question.action, may, view);
  return {
    rule: questionRule(question, view, { mark: '!', special: 'FAILED' }),
    blocks: [
      block('always', failedRows(question, found, view)),
      block('command', command),
      block('always', tail.length === 0 ? [] : factRows([['output', countText(tail.length, found)]], view.columns)),
      block('output', childRows(tail, view.columns)),
      block('always', [...hanging('so far', soFar(question, view), view.columns), '']),
      block('help', helpRows(helpEntries(question.step, tail, view), view)),
    ],
  };
}

/** The output that help is looked up by. */
export function failedOutput(question: FailureQuestion, view: CardView): readonly string[] {
  return failedAction(question, view)?.tail ?? [];
}

function failedAction({ action }: FailureQuestion, view: CardView): Ended | undefined {
  const found = action === undefined ? undefined : view.state.actions.get(action.address);
  return found?.status === 'ended' ? found : undefined;
}

/** ` failed    exit code 1 after 1:33, action wait-ready    payment-processor.md:52`, then what else there is to say. */
function failedRows(question: FailureQuestion, found: Ended | undefined, view: CardView): readonly string[] {
  const { action, message } = question;
  const path = view.state.started?.runbook.path;
  const where = `${path === undefined ? 'line ' : `${basename(path)}:`}${found?.ended.line ?? question.place.line}`;
  if (action === undefined || found === undefined) return hanging('failed', `${message}, ${where}`, view.columns);
  const plain = found.exitCode === undefined ? undefined : `exit code ${found.exitCode}`;
  const short = plain !== undefined && message.startsWith(plain) ? plain : undefined;
  const after = `after ${formatClock(found.ended.elapsedMs)}, action ${action.id}`;
  const head = `${short === undefined ? '' : `${short} `}${after}`;
  const gap = view.columns - 11 - head.length - where.length;
  const first = gap < 2 ? [head, where] : [`${head}${' '.repeat(gap)}${where}`];
  const place = first.map((row) => ' '.repeat(11) + row);
  const rest = message.slice(short?.length ?? 0).trim();
  const more = rest === '' ? [] : hanging('', rest, view.columns);
  const [top = '', ...below] = short === undefined ? [...more, ...place] : [...place, ...more];
  return [` failed    ${top.slice(11)}`, ...below];
}

function countText(shown: number, found: Ended | undefined): string {
  const all = found?.tail.length ?? shown;
  return shown === 1 ? 'the last line' : `the last ${shown}${all > shown ? ` of ${all}` : ''} lines`;
}

/** What calms or alarms: which actions of the step have run, and what has not begun. */
function soFar(question: FailureQuestion, { plan, state }: CardView): string {
  const ofStep = [...state.actions.values()].filter(
    (action) => action.step === question.step && action.step !== undefined,
  );
  const done = ofStep.map((action) => {
    const id = action.address.slice(action.address.indexOf('.') + 1);
    return `${id} ${action.status === 'ended' ? action.outcome : 'UNKNOWN'}`;
  });
  const left = plan.graph.order.flatMap((id, index) =>
    state.steps.get(id)?.status === 'not-begun' ? [index + 1] : [],
  );
  const made = writesBegun(state).length === 0 ? 'nothing has been changed' : undefined;
  return [done.join(', '), made, notBegun(left)].filter((text) => text !== undefined && text !== '').join('; ');
}

function notBegun(steps: readonly number[]): string | undefined {
  if (steps.length === 0) return undefined;
  if (steps.length === 1) return `step ${steps[0]} has not begun`;
  return `steps ${steps.slice(0, -1).join(', ')} and ${steps.at(-1)} have not begun`;
}

/** The best entry with its advice, the others by their names. */
function helpRows(entries: readonly HelpEntry[], view: CardView): readonly string[] {
  const [first, ...rest] = entries;
  if (first === undefined) return [];
  const head = ` help   1  ${fill(first.entry.symptom, view)}`;
  const said = first.why === '' ? head : `${head.padEnd(50)} ${first.why}`;
  const advice = first.entry.advice.flatMap((text) => wrapText(fill(text, view), view.columns - 15));
  const others = rest.map(({ entry }, index) => `${index + 2}  ${fill(entry.symptom, view)}`);
  return [
    said.length > view.columns ? head : said,
    ...advice.slice(0, 3).map((line) => `             ${line}`),
    ...(others.length === 0 ? [] : wrapText(others.join('    '), view.columns - 9).map((line) => `        ${line}`)),
    '',
  ];
}
