import type { ReactNode } from 'react';
import { enoughForP90 } from '../../../drill/statistics.ts';
import { runCommands } from '../../fill.ts';
import type { PageDrill, PageDrills } from '../../page.ts';
import { procedureWords } from '../../procedure-words.ts';
import { useRunbook } from './state.tsx';
import { clock } from './time.tsx';

/** How long it really took, drill by drill, as a chart and as a table. */
export function RunbookDrills() {
  const state = useRunbook();
  const commands = runCommands(state, 'drill');
  const isRefused = state.runbook.errors.length > 0;
  return (
    <div className="rb-drills">
      {state.drills.map((drills, index) => (
        <section key={drills.procedure ?? ''}>
          {drills.procedure === undefined ? null : <h3>{procedureWords(drills.procedure)}</h3>}
          {drills.history.length > 0 ? (
            <History drills={drills} />
          ) : (
            <p>
              Nobody has drilled it yet
              {isRefused ? (
                '.'
              ) : (
                <>
                  : <code>{commands[index]}</code>
                </>
              )}
            </p>
          )}
        </section>
      ))}
    </div>
  );
}

function History({ drills }: { readonly drills: PageDrills }) {
  return (
    <>
      <Charts drills={drills} />
      <StepTable drills={drills} />
      <details className="rb-history">
        <summary>Every drill</summary>
        <HistoryTable drills={drills} />
      </details>
    </>
  );
}

/** One time in a chart: of a whole drill, or of a step in it. */
interface Point {
  readonly at: string;
  readonly elapsedMs: number;
  readonly hesitationMs: number;
  readonly note: string;
}

interface ChartProps {
  readonly title: string;
  readonly points: readonly Point[];
  readonly budgetMs: number | undefined;
  readonly height: number;
}

const [columnWidth, left, foot] = [26, 44, 20];

function Charts({ drills: { history, budgetMs, steps } }: { readonly drills: PageDrills }) {
  // What did not succeed says nothing of how long a success takes.
  const succeeded = history.filter(({ outcome }) => outcome === 'succeeded');
  const whole = succeeded.map(({ at, elapsedMs, hesitationMs, kind }) => {
    return { at, elapsedMs, hesitationMs, note: kind === 'run' ? 'run' : '' };
  });
  return (
    <>
      {whole.length === 0 ? (
        <p>None of them has succeeded yet.</p>
      ) : (
        <Chart title="in all" points={whole} budgetMs={budgetMs} height={160} />
      )}
      <p className="rb-hint">
        Oldest first: <span className="rb-key rb-key-commands" /> commands, <span className="rb-key rb-key-person" />{' '}
        waiting for the person; the line is the budget. The tables say the same.
      </p>
      <details>
        <summary>Every step over time</summary>
        <div className="rb-charts">
          {steps.map(({ id, title, budgetMs: promised }) => (
            <Chart key={id} title={title} points={pointsOf(id, succeeded)} budgetMs={promised} height={90} />
          ))}
        </div>
      </details>
    </>
  );
}

function pointsOf(step: string, history: readonly PageDrill[]): readonly Point[] {
  return history.flatMap(({ at, steps }) => {
    const took = steps[step];
    return took === undefined ? [] : [{ at, ...took, note: '' }];
  });
}

function Chart({ title, points, budgetMs, height }: ChartProps) {
  const most = Math.max(budgetMs ?? 0, ...points.map(({ elapsedMs }) => elapsedMs)) * 1.1 || 1;
  const y = (ms: number) => height - (ms / most) * height;
  const width = left + points.length * columnWidth + 12;
  return (
    <figure className="rb-chart">
      <figcaption>{title}</figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <section className="rb-scroll" tabIndex={0} aria-label={`Chart: ${title}`}>
        <svg width={width} height={height + foot} aria-hidden="true">
          {points.map((point, index) => (
            <Column key={point.at} point={point} x={left + index * columnWidth} y={y} floor={height} />
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
    </figure>
  );
}

interface ColumnProps {
  readonly point: Point;
  readonly x: number;
  readonly y: (ms: number) => number;
  readonly floor: number;
}

function Column({ point: { elapsedMs, hesitationMs, note }, x, y, floor }: ColumnProps) {
  const commandsMs = Math.max(0, elapsedMs - hesitationMs);
  const width = columnWidth - 8;
  return (
    <>
      <rect className="rb-chart-commands" {...{ x, width, y: y(commandsMs), height: floor - y(commandsMs) }} />
      <rect className="rb-chart-person" {...{ x, width, y: y(elapsedMs), height: y(commandsMs) - y(elapsedMs) }} />
      <text className="rb-chart-text" x={x} y={floor + 14}>
        {note}
      </text>
    </>
  );
}

function StepTable({ drills: { steps, whole, budgetMs } }: { readonly drills: PageDrills }) {
  const rows = [...steps, { id: '', title: 'in all', budgetMs, times: whole }];
  const over = (ms: number, budget: number | undefined) =>
    budget !== undefined && ms > budget ? ' rb-over' : undefined;
  const few = (whole?.count ?? 0) < enoughForP90;
  return (
    <Table
      label="Times by step"
      caption={`What steps took${few ? ' (with fewer than ten drills p90 is their maximum)' : ''}`}
      columns={named('step', 'budget', 'p50', 'p90', 'max', 'person')}
    >
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
    </Table>
  );
}

function HistoryTable({ drills: { history, steps } }: { readonly drills: PageDrills }) {
  return (
    <Table
      label="Every drill"
      columns={[...named('when', 'what', 'how it ended', 'who', 'where', 'in all', 'person'), ...steps]}
    >
      {history.toReversed().map((drill) => (
        <tr key={drill.at}>
          <th scope="row">{drill.at.slice(0, 16).replace('T', ' ')}</th>
          <td>{drill.kind}</td>
          <td className={drill.outcome === 'succeeded' ? undefined : 'rb-over'}>{drill.outcome}</td>
          <td>{drill.by}</td>
          <td>{drill.environment ?? '-'}</td>
          <td>{clock(drill.elapsedMs)}</td>
          <td>{clock(drill.hesitationMs)}</td>
          {steps.map(({ id }) => (
            <td key={id}>{drill.steps[id] === undefined ? '-' : clock(drill.steps[id].elapsedMs)}</td>
          ))}
        </tr>
      ))}
    </Table>
  );
}

/** Of steps too: two of them may have one title. */
interface TableColumn {
  readonly id: string;
  readonly title: string;
}

/** No step has such an id. */
function named(...titles: readonly string[]): readonly TableColumn[] {
  return titles.map((title) => ({ id: ` ${title}`, title }));
}

interface TableProps {
  readonly label: string;
  readonly caption?: string;
  readonly columns: readonly TableColumn[];
  readonly children: ReactNode;
}

function Table({ label, caption, columns, children }: TableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section className="rb-scroll" tabIndex={0} aria-label={label}>
      <table>
        {caption === undefined ? null : <caption>{caption}</caption>}
        <thead>
          <tr>
            {columns.map(({ id, title }) => (
              <th key={id} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  );
}
