import { fillFromRun } from '../events/fill-from-run.ts';
import { criterionText } from '../events/outcome-text.ts';
import { type EventOf, isLeftBroken, type RunState, writesBegun } from '../events/run-state.ts';
import { formatClock } from '../runbook/duration.ts';
import { fitRow } from './fit-row.ts';
import { rule } from './rule.ts';
import { stepLine } from './step-line.ts';
import { columnsOf } from './text-columns.ts';

/** The finished screen: can be pasted into the channel as it is. What is open or not met stands first. */
export function finishedLines(state: RunState, logFolder: string, columns = 80): readonly string[] {
  return finishedRows(state, logFolder, columns).flatMap((row) => fitRow(row, columns));
}

function finishedRows(state: RunState, logFolder: string, columns: number): readonly string[] {
  const { started, ended } = state;
  if (started === undefined || ended === undefined) return [];
  const isBroken = isLeftBroken(state);
  const isWell = ended.outcome === 'succeeded' && !isBroken;
  const budget = started.budget === undefined ? '' : ` of ${formatClock(started.budget.upperMs)}`;
  const verdict = verdictText(ended);
  const stamps = `${started.at.slice(11, 19)}Z to ${ended.at.slice(11, 19)}Z`;
  const drill = started.drill ? 'DRILL, ' : '';
  const environment = started.environment === undefined ? [] : [`${drill}${started.environment.toUpperCase()}`];
  const outcome = `${ended.outcome.toUpperCase()}${isBroken ? ', LEFT BROKEN' : ''}`;
  const ids = [...state.steps.keys()];
  return [
    rule(isWell ? '=' : '!', `${started.runbook.name}: ${outcome}`, environment, columns),
    ...spread([`${formatClock(ended.elapsedMs)}${budget}${verdict}`, stamps, `run ${started.run}`]),
    '',
    ...ended.reasons.map((reason) => ` ${fillFromRun(reason, state)}`),
    ...(ended.reasons.length > 0 ? [''] : []),
    ...ids.flatMap((id, index) => {
      const step = state.steps.get(id);
      return step === undefined ? [] : [stepLine(`${index + 1}/${ids.length}`, step, state)];
    }),
    ...criteriaLines(state),
    '',
    ...debtLines(state),
    ...state.notes.filter((note) => isStillSo(note, state)).map((note) => ` LOOK      ${note.text}`),
    ...started.followUps.map(
      (text, index) => `${index === 0 ? ' to do     ' : '           '}[ ] ${fillFromRun(text, state)}`,
    ),
    ...(started.followUps.length > 0 ? [''] : []),
    ` timeline to paste     runbook report ${started.run} --format md`,
    ...keptLines(logFolder),
  ];
}

/** Of what was left, being short says nothing good. */
function verdictText({ outcome, verdict }: EventOf<'run-ended'>): string {
  if (verdict === 'over') return ', OVER BUDGET';
  return verdict === 'within' && (outcome === 'succeeded' || outcome === 'unverified') ? ', within budget' : '';
}

/** Nobody takes anything back where nothing was changed, or where the run has suspended whoever would. */
function isStillSo({ level, of }: EventOf<'note'>, state: RunState): boolean {
  if (of === 'fault') return isLeftBroken(state);
  if (level !== 'look' || of === undefined) return level === 'look';
  return state.debts.size === 0 && writesBegun(state).length > 0;
}

/** What is still switched off because of this run. */
function debtLines({ debts }: RunState): readonly string[] {
  const rows = [...debts.values()].flatMap(({ debt, text }) => [
    ` LOOK      ${text}.`,
    `           Until it is back on, later changes will not be deployed:`,
    `           runbook debts settle ${debt}`,
  ]);
  return rows.length === 0 ? [] : [...rows, ''];
}

/** Side by side, with as much room in between as there is. */
function spread(facts: readonly string[]): readonly string[] {
  const text = facts.join('');
  const gap = Math.min(8, Math.floor((79 - text.length) / (facts.length - 1)));
  return gap < 2 ? facts.map((fact) => ` ${fact}`) : [` ${facts.join(' '.repeat(gap))}`];
}

/** A path is whole in a row of its own rather than cut in this one. */
function keptLines(folder: string): readonly string[] {
  const row = ` everything kept       ${folder}`;
  return columnsOf(row) <= 80 ? [row] : [' everything kept', ` ${folder}`];
}

function criteriaLines(state: RunState): readonly string[] {
  const all = state.started?.criteria ?? [];
  if (all.length === 0) return [];
  const verdicts = all.map((criterion) => state.criteria.get(criterion.id));
  const met = verdicts.filter((verdict) => verdict?.verdict === 'met');
  const notMet = all.flatMap((criterion) => {
    const verdict = state.criteria.get(criterion.id)?.verdict;
    return verdict === 'met' ? [] : [`   ${fillFromRun(criterion.text, state)}: ${criterionText(verdict)}`];
  });
  const count = `${met.length} of ${all.length} met`;
  const sources = sourcesOf(met.flatMap((verdict) => verdict ?? []));
  return [` ${'Success Criteria'.padEnd(33)} ${`${count}  ${sources}`.trimEnd()}`, ...notMet];
}

/** `3 by checks, 2 by mira` */
function sourcesOf(met: readonly EventOf<'check-ended'>[]): string {
  const counts = new Map<string, number>();
  for (const { by, user } of met) {
    const who = by === 'check' ? 'checks' : by === 'flag' ? 'flags' : (user ?? 'the responder');
    counts.set(who, (counts.get(who) ?? 0) + 1);
  }
  return [...counts].map(([who, count]) => `${count} by ${who}`).join(', ');
}
