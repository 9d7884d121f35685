import { wrapText } from '../diagnostics/wrap-text.ts';
import { fillFromRun } from '../events/fill-from-run.ts';
import type { ActionState, RunState, StepState } from '../events/run-state.ts';
import { actionsOf } from '../runbook/actions-of.ts';
import { formatBudget } from '../runbook/budget.ts';
import { formatClock } from '../runbook/duration.ts';
import { variableOf } from '../runbook/input.ts';
import { isUnknown } from '../runner/is-unknown.ts';
import { mayRead } from '../runner/may-read.ts';
import type { LookedAgain, RunningQuestion, UnknownQuestion, UnknownWay } from '../runner/question.ts';
import { dispositionOf, stepNumber, stepOf } from '../runner/run-plan.ts';
import { block, type Card, type CardView } from './card.ts';
import { clockOf, environmentFact } from './card-text.ts';
import { cutMiddle, rule } from './rule.ts';
import { stepLine } from './step-line.ts';

type Asked = UnknownQuestion | RunningQuestion;

/**
 * The screen on which a run goes on: what happened, what is known, what was looked at again, what was brought back.
 * `question` is absent where nothing was in flight.
 */
export function resumeCard(view: CardView, question?: Asked): Card {
  const { state, plan } = view;
  const title = `${plan.runbook.name}: RESUME run ${state.started?.run ?? ''}`;
  const now = question === undefined ? [] : nowRows(question);
  return {
    rule: rule('!', title, environmentFact(view), view.columns),
    blocks: [
      block('always', [...storyRows(view), '']),
      block('facts', endedRows(view)),
      block('always', openRows(view)),
      block('output', tailRows(question, state)),
      block('always', [...now, '']),
      block('facts', broughtBackRows(view)),
    ],
  };
}

/** `[y] count step 3 as succeeded: both checks are met`, `[r] run wait-ready again`, `[h] by hand`: what is possible. */
export function unknownKey(way: UnknownWay, question: UnknownQuestion, view: CardView): string {
  const { action, looked } = question;
  switch (way) {
    case 'succeeded': {
      const met = looked.length === 1 ? 'its check is met' : `${looked.length === 2 ? 'both' : 'all'} checks are met`;
      return `[y] count ${countedName(question, view)} as succeeded: ${met}`;
    }
    case 'retry':
      return `[r] run ${action.id} again`;
    case 'by-hand':
      return '[h] by hand';
  }
}

function nowRows(question: Asked): readonly string[] {
  return question.kind === 'unknown' ? lookedRows(question.looked) : stillRunningRows(question);
}

function storyRows({ state, plan, resumed, columns }: CardView): readonly string[] {
  const { started } = state;
  if (started === undefined) return [];
  const lastAt = state.resumed.at(-1)?.lastSign?.at ?? state.lastAt;
  const step = [...state.steps.values()].find(({ status }) => status === 'running');
  const index = step === undefined ? -1 : plan.graph.order.indexOf(step.id);
  const where = index === -1 ? '' : `, in step ${index + 1}`;
  const { user, host } = started.responder;
  const text = [
    `Started ${clockOf(started.at)} by ${user} on ${host}. Last sign of life ${clockOf(lastAt)}${where}:`,
    resumed?.stopped ?? 'it ended without a word.',
    ...(hasUnknown(state) ? ['Its command is not running any more.'] : []),
  ].join(' ');
  return wrapText(text, columns - 1).map((line) => ` ${line}`);
}

function hasUnknown(state: RunState): boolean {
  return [...state.actions.values()].some((action) => isUnknown(action, state));
}

function stillRunningRows({ pids, since }: RunningQuestion): readonly string[] {
  const shown = pids.length > 3 ? `${pids.slice(0, 3).join(', ')} and ${pids.length - 3} more` : pids.join(', ');
  return [` STILL RUNNING  pid ${shown}, since ${clockOf(since)}`];
}

/** One row for each step that has ended, as in the record. */
function endedRows(view: CardView): readonly string[] {
  return [...view.state.steps.values()].flatMap((step) =>
    step.status === 'ended' ? [stepLine(stepNumber(view.plan, step.id), step, view.state)] : [],
  );
}

function openRows(view: CardView): readonly string[] {
  const { state } = view;
  return [...state.steps.values()].flatMap((step) =>
    step.status === 'running'
      ? [openStepRow(stepNumber(view.plan, step.id), step, state), ...actionRows(step.id, view)]
      : [],
  );
}

function openStepRow(number: string, step: StepState & { status: 'running' }, state: RunState): string {
  const seenMs = Math.max(0, (state.resumed.at(-1)?.lastSign?.monoMs ?? state.lastMonoMs) - step.startedMonoMs);
  const budget = step.budget === undefined ? '' : ` of ${formatBudget(step.budget)}`;
  const isLost = [...state.actions.values()].some((action) => action.step === step.id && isUnknown(action, state));
  const name = ` ${number} ${cutMiddle(fillFromRun(step.title, state), 28)}`.padEnd(34);
  return `${name} ${(isLost ? 'UNKNOWN' : 'open').padEnd(11)} ${formatClock(seenMs)}${budget} seen`;
}

/** What was begun in the step, checks left out: they stand below, as they are now. */
function actionRows(step: string, { state, plan }: CardView): readonly string[] {
  const roles = new Map(
    plan.runbook.steps.flatMap(({ body }) => actionsOf(body)).map(({ address, role }) => [address, role]),
  );
  return [...state.actions.values()].flatMap((action) => {
    if (action.step !== step || roles.get(action.address) === 'check') return [];
    return [row(action.address.slice(step.length + 1), ...wordsOf(action, state))];
  });
}

function wordsOf(action: ActionState, state: RunState): [string, string] {
  const began = action.intended?.at === undefined ? '' : `began ${clockOf(action.intended.at)}`;
  if (isUnknown(action, state))
    return ['UNKNOWN', action.outcome === 'stopped' ? `${began}, stopped` : `${began}, no result`];
  if (action.status !== 'ended') return ['running', began];
  return [action.outcome === 'succeeded' ? 'succeeded' : 'FAILED', clockOf(action.ended.at)];
}

/** The last two lines that it said. */
function tailRows(question: Asked | undefined, state: RunState): readonly string[] {
  const address = question?.kind === 'unknown' ? question.action.address : question?.address;
  const found = state.actions.get(address ?? '');
  return found?.status === 'ended' ? found.tail.slice(-2).map((line) => ` | ${line}`) : [];
}

function lookedRows(looked: readonly LookedAgain[]): readonly string[] {
  if (looked.length === 0) return [' looked again: nothing to look with; the step has no check'];
  return [
    '     looked again now, by reads only:',
    ...looked.map(({ action, isMet, said }) => row(`check ${action.id}`, isMet ? 'met' : 'NOT MET', said ?? '')),
  ];
}

function row(name: string, word: string, said: string): string {
  return `       ${cutMiddle(name, 27).padEnd(27)} ${word.padEnd(11)} ${said}`.trimEnd();
}

function broughtBackRows(view: CardView): readonly string[] {
  const { state, values, resumed } = view;
  const targets = [...state.targets.values()].filter(({ outcome }) => outcome === 'proved');
  const target = targets.map(({ at }) => `target (proved ${clockOf(at)})`).slice(0, 1);
  const [first, ...rest] = resumed?.same ?? [];
  const same = [first, ...target, ...rest].filter((one) => one !== undefined);
  const asked = [...values.withheld].map((name) => `${name}, because secrets are never kept${whenNeeded(name, view)}`);
  const shown = resumed?.difference.length === 0 ? '' : '; [d] shows them';
  return [
    ...(resumed?.changed === undefined ? [] : below('CHANGED', `${resumed.changed}${shown}`, view)),
    ...(same.length === 0 ? [] : below('same', same.join(', '), view)),
    ...asked.flatMap((text, index) => below(index === 0 ? 'asked' : '', text, view)),
    ...(resumed?.lost ?? []).flatMap((text, index) => below(index === 0 ? 'LOST' : '', text, view)),
  ];
}

/** `; when step 4 needs it` */
function whenNeeded(name: string, { plan, state }: CardView): string {
  const index = plan.graph.order.findIndex((id) => {
    if (state.steps.get(id)?.status === 'ended') return false;
    return actionsOf(stepOf(plan, id)?.body ?? []).some((action) => {
      const may = dispositionOf(plan, action.address);
      return action.role === 'forward' && may.may === 'run' && mayRead(action, may.script, variableOf(name));
    });
  });
  return index === -1 ? '' : `; when step ${index + 1} needs it`;
}

/** `step 3` where what is counted is the last of it, else the action. */
function countedName({ action, step }: UnknownQuestion, { plan }: CardView): string {
  const all = actionsOf(stepOf(plan, step ?? '')?.body ?? []).filter(({ role }) => role === 'forward');
  const index = plan.graph.order.indexOf(step ?? '');
  return all.at(-1)?.address === action.address && index !== -1 ? `step ${index + 1}` : action.id;
}

function below(word: string, text: string, { columns }: CardView): readonly string[] {
  return wrapText(text, columns - 11).map((line, index) => ` ${(index === 0 ? word : '').padEnd(9)} ${line}`);
}
