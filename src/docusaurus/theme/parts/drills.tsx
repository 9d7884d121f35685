import type { PageDrill, PageDrills } from '../../page.ts';
import { useRunbook } from './state.tsx';
import { clock } from './time.tsx';

/** How long it really took, drill by drill, as a chart and as a table. */
export function RunbookDrills() {
  const { drills, runbook } = useRunbook();
  if (drills.history.length === 0)
    return (
      <p className="rb-drills">
        Nobody has drilled it yet: <code>runbook drill {runbook.file}</code>
      </p>
    );
  return (
    <div className="rb-drills">
      <Chart drills={drills} />
      <StepTable drills={drills} />
      <details className="rb-history">
        <summary>Every drill</summary>
        <HistoryTable drills={drills} />
      </details>
    </div>
  );
}

const [height, columnWidth, left, foot] = [160, 26, 44, 20];

function Chart({ drills: { history, budgetMs } }: { readonly drills: PageDrills }) {
  const most = Math.max(budgetMs ?? 0, ...history.map(({ elapsedMs }) => elapsedMs)) * 1.1 || 1;
  const y = (ms: number) => height - (ms / most) * height;
  const width = left + history.length * columnWidth + 12;
  return (
    <figure className="rb-chart">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <section className="rb-scroll" tabIndex={0} aria-label="Chart of the drills">
        <svg width={width} height={height + foot} aria-hidden="true">
          {history.map((drill, index) => (
            <Column key={drill.at} drill={drill} x={left + index * columnWidth} y={y} />
          ))}
          {budgetMs === undefined ? null : (
            <>
              <path className="rb-chart-budget" d={`M${left - 6} ${y(budgetMs)}H${width}`} />
              <text className="rb-chart-text" x="0" y={y(budgetMs) + 4}>
                {clock(budgetMs)}
              </text>
            </>
          )}
        </svg>
      </section>
      <figcaption>
        Time in all, oldest first: <span className="rb-key rb-key-commands" /> commands,{' '}
        <span className="rb-key rb-key-person" /> waiting for the person; the line is the budget. The table says the
        same.
      </figcaption>
    </figure>
  );
}

function Column({
  drill,
  x,
  y,
}: {
  readonly drill: PageDrill;
  readonly x: number;
  readonly y: (ms: number) => number;
}) {
  const { elapsedMs, hesitationMs, kind } = drill;
  const commandsMs = Math.max(0, elapsedMs - hesitationMs);
  const width = columnWidth - 8;
  return (
    <>
      <rect className="rb-chart-commands" {...{ x, width, y: y(commandsMs), height: height - y(commandsMs) }} />
      <rect className="rb-chart-person" {...{ x, width, y: y(elapsedMs), height: y(commandsMs) - y(elapsedMs) }} />
      <text className="rb-chart-text" x={x} y={height + 14}>
        {kind === 'run' ? 'run' : ''}
      </text>
    </>
  );
}

function StepTable({ drills: { steps, whole, budgetMs } }: { readonly drills: PageDrills }) {
  const rows = [...steps, { id: '', title: 'in all', budgetMs, times: whole }];
  const over = (ms: number, budget: number | undefined) =>
    budget !== undefined && ms > budget ? ' rb-over' : undefined;
  const few = (whole?.count ?? 0) < 10;
  return (
    <Scrolling label="Times by step">
      <table>
        <caption>What steps took{few ? ' (with fewer than ten drills p90 is their maximum)' : ''}</caption>
        <thead>
          <tr>
            {['step', 'budget', 'p50', 'p90', 'max', 'person'].map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, title, budgetMs: budget, times }) => (
            <tr key={id}>
              <th scope="row">{title}</th>
              <td>{budget === undefined ? '-' : clock(budget)}</td>
              {[times?.p50Ms, times?.p90Ms, times?.maxMs].map((ms, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: three cells that never change places
                <td key={index} className={ms === undefined ? undefined : over(ms, budget)}>
                  {ms === undefined ? '-' : clock(ms)}
                </td>
              ))}
              <td>{times === undefined ? '-' : clock(times.personMs)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolling>
  );
}

function HistoryTable({ drills: { history, steps } }: { readonly drills: PageDrills }) {
  return (
    <Scrolling label="Every drill">
      <table>
        <thead>
          <tr>
            {['when', 'what', 'in all', 'person', ...steps.map(({ title }) => title)].map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {history.toReversed().map((drill) => (
            <tr key={drill.at}>
              <th scope="row">{drill.at.slice(0, 10)}</th>
              <td>{drill.kind}</td>
              <td>{clock(drill.elapsedMs)}</td>
              <td>{clock(drill.hesitationMs)}</td>
              {steps.map(({ id }) => (
                <td key={id}>{drill.steps[id] === undefined ? '-' : clock(drill.steps[id].elapsedMs)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolling>
  );
}

function Scrolling({ label, children }: { readonly label: string; readonly children: React.ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section className="rb-scroll" tabIndex={0} aria-label={label}>
      {children}
    </section>
  );
}
