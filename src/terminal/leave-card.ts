import { fillFromRun } from '../events/fill-from-run.ts';
import { actionsInFlight, isLeftBroken, writesBegun } from '../events/run-state.ts';
import type { PromptView } from '../runner/prompter.ts';
import { block, type Card, type CardView } from './card.ts';
import { environmentFact, indented } from './card-text.ts';
import { cutMiddle, rule } from './rule.ts';
import { standingOf } from './step-line.ts';

/** What the run would be recorded as; `later`: while a command runs it cannot be ended. */
type Ending = 'aborted' | 'failed' | 'later';

/** Where things stand before anything is ended: what is done, what is open, and what that amounts to. */
export function leaveCard(view: CardView, ending: Ending = 'aborted'): Card {
  const { plan, state, columns } = view;
  const ids = plan.graph.order;
  const inFlight = actionsInFlight(state);
  const steps = ids.flatMap((id, index) => {
    const step = state.steps.get(id);
    if (step === undefined) return [];
    const name = cutMiddle(`${index + 1}/${ids.length} ${fillFromRun(step.title, state)}`, 33).padEnd(33);
    const standing = inFlight.some((action) => action.step === id) ? 'RUNNING' : standingOf(step, state);
    return [{ isDone: step.status === 'ended', row: `${name} ${standing}` }];
  });
  return {
    rule: rule('!', 'Leave the run?', environmentFact(view), columns),
    blocks: [
      block('always', [
        inFlight.length === 0
          ? ' Nothing is running.'
          : ` RUNNING   ${inFlight.map(({ address }) => address).join(', ')}`,
        '',
      ]),
      block('output', below('done', rowsOf(steps, 'done'))),
      block('command', below('open', [...rowsOf(steps, 'open'), ...criteriaRow(view)])),
      block('always', ['', ...indented(asItStands(view), columns), '']),
      block('facts', [...wayRows(state.started?.run, ending), ...faultRows(view)]),
    ],
  };
}

/** From effects and outcomes only: the program knows that a write succeeded, never that the service is well. */
function asItStands({ plan, state }: CardView): string {
  const writes = writesBegun(state);
  if (writes.length === 0) return 'As it stands: nothing has been changed.';
  const steps = [...new Set(writes.map(({ step }) => plan.graph.order.indexOf(step ?? '') + 1))].filter(
    (step) => step > 0,
  );
  const by = steps.length === 0 ? '' : `, by ${steps.length === 1 ? 'step' : 'steps'} ${steps.join(', ')}`;
  const made = writes.length === 1 ? 'one write was begun' : `${writes.length} writes were begun`;
  const met = plan.runbook.criteria.filter(({ id }) => state.criteria.get(id)?.verdict === 'met').length;
  const isVerified = plan.runbook.criteria.length > 0 && met === plan.runbook.criteria.length;
  return `As it stands: ${made}${by}${isVerified ? '' : ', and nobody has verified it'}.`;
}

function wayRows(run: string | undefined, ending: Ending): readonly string[] {
  const resume = run === undefined ? 'runbook resume' : `runbook resume ${run}`;
  return [
    ` [p] pause      go on later, here or by someone else: ${resume}`,
    ' [u] undo plan  look at what would take it back; runs nothing',
    ' [w] write out  print what is open as plain commands, to paste without this tool',
    ...endRows[ending],
  ];
}

/** Whatever the drill broke stays so until the run has ended. */
function faultRows({ plan, state, columns }: CardView): readonly string[] {
  if (!isLeftBroken(state)) return [];
  const where = plan.environment?.name ?? 'its environment';
  return ['', ...indented(`The drill has broken ${where}: ending it brings that back, pausing does not.`, columns)];
}

const endRows: Readonly<Record<Ending, readonly string[]>> = {
  aborted: [' [q] end it     the run is recorded as aborted; nothing is undone'],
  failed: [' [q] end it     what has failed is recorded as failed; nothing is undone'],
  later: [],
};

function rowsOf(steps: readonly { readonly isDone: boolean; readonly row: string }[], which: 'done' | 'open') {
  return steps.filter(({ isDone }) => isDone === (which === 'done')).map(({ row }) => row);
}

function criteriaRow({ plan, state }: PromptView): readonly string[] {
  const { criteria, criteriaTitle } = plan.runbook;
  const answered = criteria.filter(({ id }) => (state.criteria.get(id)?.verdict ?? 'open') !== 'open').length;
  if (answered === criteria.length) return [];
  return [`${(criteriaTitle ?? 'Success Criteria').padEnd(33)} ${answered} of ${criteria.length} answered`];
}

function below(word: string, rows: readonly string[]): readonly string[] {
  return rows.map((row, index) => ` ${(index === 0 ? word : '').padEnd(9)} ${row}`);
}
