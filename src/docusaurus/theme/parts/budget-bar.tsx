import { rankOf } from '../../../drill/statistics.ts';
import type { PageTimes } from '../../page.ts';
import { clock } from './time.tsx';

interface BudgetBarProps {
  readonly budget: string | undefined;
  readonly budgetMs: number | undefined;
  readonly times: PageTimes | undefined;
}

/** What is promised, and what drills took of it: the bar is the budget, its filled part p50, the mark p90. */
export function BudgetBar({ budget, budgetMs, times }: BudgetBarProps) {
  if (budget === undefined || budgetMs === undefined) return <span className="rb-budget">no budget</span>;
  if (times === undefined)
    return (
      <span className="rb-budget">
        budget <b>{budget}</b>
      </span>
    );
  const scale = Math.max(budgetMs, times.p90Ms);
  const share = (ms: number) => `${Math.min(100, (ms / scale) * 100).toFixed(1)}%`;
  const isOver = times.p90Ms > budgetMs;
  return (
    <span className="rb-budget">
      budget <b>{budget}</b>
      <svg className="rb-bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
        <rect className="rb-bar-room" width={share(budgetMs)} height="10" />
        <rect className={isOver ? 'rb-bar-over' : 'rb-bar-used'} width={share(times.p50Ms)} height="10" />
        <rect className="rb-bar-mark" x={share(times.p90Ms)} width="1.5" height="10" transform="translate(-1.5)" />
      </svg>
      p50 {clock(times.p50Ms)}, {rankOf(times.count)} {clock(times.p90Ms)}
      {isOver ? <b className="rb-over"> over budget</b> : null}
    </span>
  );
}
