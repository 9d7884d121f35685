import { criterionText } from '../events/outcome-text.ts';
import type { RunState } from '../events/run-state.ts';
import { formatClock } from '../runbook/duration.ts';
import { rule } from './rule.ts';
import { stepLine } from './step-line.ts';

/** The finished screen: can be pasted into the channel as it is. What is open or not met stands first. */
export function finishedLines(state: RunState, logFolder: string): readonly string[] {
  const { started, ended } = state;
  if (started === undefined || ended === undefined) return [];
  const isWell = ended.outcome === 'succeeded';
  const budget = started.budget === undefined ? '' : ` of ${formatClock(started.budget.upperMs)}`;
  const verdict = ended.verdict === undefined ? '' : ended.verdict === 'within' ? ', within budget' : ', OVER BUDGET';
  const stamps = `${started.at.slice(11, 19)}Z to ${ended.at.slice(11, 19)}Z`;
  const environment = started.environment === undefined ? [] : [started.environment.toUpperCase()];
  const ids = [...state.steps.keys()];
  return [
    rule(isWell ? '=' : '!', `${started.runbook.name}: ${ended.outcome.toUpperCase()}`, environment),
    ` ${formatClock(ended.elapsedMs)}${budget}${verdict}        ${stamps}        run ${started.run}`,
    '',
    ...ended.reasons.map((reason) => ` ${reason}`),
    ...(ended.reasons.length > 0 ? [''] : []),
    ...ids.flatMap((id, index) => {
      const step = state.steps.get(id);
      return step === undefined ? [] : [stepLine(`${index + 1}/${ids.length}`, step)];
    }),
    ...criteriaLines(state),
    '',
    ...state.notes.filter((note) => note.level === 'look').map((note) => ` LOOK      ${note.text}`),
    ...started.followUps.map((text, index) => `${index === 0 ? ' to do     ' : '           '}[ ] ${text}`),
    ...(started.followUps.length > 0 ? [''] : []),
    ` timeline to paste     runbook report ${started.run} --format md`,
    ` everything kept       ${logFolder}`,
  ];
}

function criteriaLines(state: RunState): readonly string[] {
  const all = state.started?.criteria ?? [];
  if (all.length === 0) return [];
  const verdicts = all.map((criterion) => state.criteria.get(criterion.id));
  const met = verdicts.filter((verdict) => verdict?.verdict === 'met');
  const byChecks = met.filter((verdict) => verdict?.by === 'check').length;
  const notMet = all.flatMap((criterion) => {
    const verdict = state.criteria.get(criterion.id)?.verdict;
    return verdict === 'met' ? [] : [`   ${criterion.text}: ${criterionText(verdict)}`];
  });
  return [` ${'Success Criteria'.padEnd(33)} ${met.length} of ${all.length} met  ${byChecks} by checks`, ...notMet];
}
