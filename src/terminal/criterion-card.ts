import { wrapText } from '../diagnostics/wrap-text.ts';
import type { EventOf } from '../events/run-state.ts';
import { formatClock } from '../runbook/duration.ts';
import type { ItemQuestion } from '../runner/question.ts';
import { block, type Card, type CardView } from './card.ts';
import { clockOf, environmentFact, fill, indented, linkLine } from './card-text.ts';
import { rule } from './rule.ts';

/** All criteria with where each stands, and the one that is asked about. */
export function criterionCard(question: ItemQuestion, view: CardView): Card {
  const { criteria, criteriaTitle } = view.plan.runbook;
  const verdicts = criteria.map((criterion) => view.state.criteria.get(criterion.id));
  const met = verdicts.filter((verdict) => verdict?.verdict === 'met').length;
  const toAnswer = verdicts.filter((verdict) => verdict === undefined).length;
  const title = `${criteriaTitle ?? 'Success Criteria'}: ${met} of ${criteria.length} met`;
  const open = toAnswer === 0 ? '' : `, ${toAnswer} to answer`;
  const rows = criteria.flatMap((criterion, index) => {
    const mark = criterion.id === question.id ? '>' : ' ';
    return criterionRows(
      ` ${mark}  ${String(index + 1).padEnd(2)} `,
      fill(criterion.text, view),
      verdicts[index],
      view,
    );
  });
  const number = criteria.findIndex(({ id }) => id === question.id) + 1;
  return {
    rule: rule('=', `${title}${open}`, environmentFact(view), view.columns),
    blocks: [
      block('always', ['']),
      block('command', rows),
      block('always', [
        '',
        ...indented(`${number}  ${fill(question.text, view)}`, view.columns),
        ...linkLine(question.link),
        ...sinceLastWrite(view),
        '',
        '    Is it met?',
        '',
      ]),
      block('prose', [' Without an answer the run ends as unverified, not as succeeded.']),
    ],
  };
}

const textColumns = 34;

function criterionRows(
  mark: string,
  text: string,
  verdict: EventOf<'check-ended'> | undefined,
  view: CardView,
): readonly string[] {
  const lines = wrapText(text, textColumns);
  const word = verdict === undefined ? 'open' : verdict.verdict === 'not-met' ? 'NOT MET' : verdict.verdict;
  const said = `${word.padEnd(10)}${sourceText(verdict, view)}`.trimEnd();
  return lines.map((line, row) => {
    const left = row === 0 ? mark : ' '.repeat(mark.length);
    return row === lines.length - 1 ? `${left}${line.padEnd(textColumns + 1)}${said}` : `${left}${line}`;
  });
}

function sourceText(verdict: EventOf<'check-ended'> | undefined, { state }: CardView): string {
  if (verdict === undefined) return 'yours to answer';
  if (verdict.by !== 'check') return verdict.user === undefined ? '' : `by ${verdict.user}`;
  const action = verdict.action === undefined ? undefined : state.actions.get(verdict.action);
  const last = action?.status === 'ended' ? (action.message ?? action.tail.findLast((line) => line.trim() !== '')) : '';
  const text = `check: ${last ?? ''}`;
  return text.length > 28 ? `${text.slice(0, 25)}...` : text.replace(/: $/, '');
}

/** What a metric shows from before the last write says nothing about it. */
function sinceLastWrite({ state, columns, elapsedMs }: CardView): readonly string[] {
  const last = state.lastWrite;
  if (last === undefined) return [];
  const ago = formatClock(Math.max(0, elapsedMs() - last.monoMs));
  return indented(`   The last write ended ${clockOf(last.at)}, ${ago} ago: count only what came after it.`, columns);
}
