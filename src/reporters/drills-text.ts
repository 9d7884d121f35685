import stringWidth from 'fast-string-width';
import { wrapText } from '../diagnostics/wrap-text.ts';
import type { Freshness } from '../drill/freshness.ts';
import type { DrillRecord } from '../drill/record.ts';
import { staleWords } from '../drill/stale-words.ts';
import { type DrillStatistics, enoughForP90, type StepTimes, type Times } from '../drill/statistics.ts';
import { formatAgo, formatClock } from '../runbook/duration.ts';

const day = 86_400_000;

export interface DrillsOf {
  readonly name: string;
  /** As a command takes it. */
  readonly file: string;
  readonly statistics: DrillStatistics;
  readonly freshness: Freshness;
  readonly everyMs: number;
  readonly nowMs: number;
}

/** The screen of `runbook drills FILE`. */
export function drillsText(drills: DrillsOf): string {
  const { statistics } = drills;
  if (statistics.drills.length === 0) return [...headOf(drills), ...realRuns(statistics)].join('\n');
  return [
    ...headOf(drills),
    '',
    ...tableOf(statistics),
    '',
    '# to p50   = to p90   - to max   ! over budget   person: waiting for a key, p50',
    '',
    ...seriesOf(statistics),
    ...looksOf(drills),
  ].join('\n');
}

function headOf({ name, file, statistics, freshness, everyMs, nowMs }: DrillsOf): readonly string[] {
  const { stale, last, dueMs } = freshness;
  const failed = statistics.failed === 0 ? '' : `, ${statistics.failed} more did not succeed`;
  if (last === undefined) return [`${name} was never drilled${failed}.`, `  runbook drill ${file}`];
  const count = statistics.drills.length;
  const many = `${count === 1 ? '1 drill' : `${count} drills`}${placesOf(statistics.drills)}`;
  const few = count < enoughForP90 ? ` (p90 is the max of ${count})` : '';
  const ago = formatAgo(nowMs - Date.parse(last.endedAt));
  const author = last.by.isAuthor === undefined ? '' : last.by.isAuthor ? ', who wrote it' : ', who did not write it';
  const state = stale.length === 0 ? 'fresh' : `STALE, ${stale.map((one) => staleWords[one]).join(', ')}`;
  const dueBy = dueMs === undefined ? '' : `The next is due by ${new Date(dueMs).toISOString().slice(0, 10)}`;
  const due = stale.length === 0 ? dueBy : 'The next is due now';
  return [
    ...wrapText(`${name} is ${state}: ${many}${few}${failed}.`, 80),
    ...wrapText(
      `The last was ${ago} by ${last.by.user}${author}. ${due} (every ${Math.round(everyMs / day)} days).`,
      80,
    ),
  ];
}

/** ` in staging`, ` (3 in staging, 1 in production)`, and how many nobody was at. */
function placesOf(drills: readonly DrillRecord[]): string {
  const places = new Map<string, number>();
  for (const { environment = 'no environment' } of drills) places.set(environment, (places.get(environment) ?? 0) + 1);
  const [only] = places.keys();
  const where =
    places.size === 1 ? ` in ${only}` : ` (${[...places].map(([name, count]) => `${count} in ${name}`).join(', ')})`;
  const alone = drills.filter(({ by }) => by.attended === false).length;
  return alone === 0 ? where : `${where}, ${alone === drills.length ? 'all' : alone} with nobody there`;
}

const barWidth = 10;
/** A row of 80 columns has room for so much beyond the budget. */
const overWidth = 4;

function tableOf({ steps, whole, budgetMs }: DrillStatistics): readonly string[] {
  const rows = steps.map((step, index) => rowOf(`${index + 1} ${step.title}`, step.budgetMs, step.times));
  const all = [...rows, rowOf('  in all', budgetMs, whole)];
  const width = Math.min(30, Math.max(...all.map(({ title }) => stringWidth(title))));
  const line = (title: string, cells: readonly string[], bar: string) =>
    `${cut(title, width)}${cells.map((cell, index) => cell.padStart(index === 0 ? 8 : 6)).join('')}  ${bar}`.trimEnd();
  const scale = `|0${'budget|'.padStart(barWidth)}`;
  return [
    line('', ['budget', 'p50 ', 'p90 ', 'max ', 'person'], scale),
    ...all.map(({ title, cells, bar }) => line(title, cells, bar)),
  ];
}

function cut(text: string, width: number): string {
  const cells = Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment);
  while (stringWidth(cells.join('')) > width) cells.pop();
  const shown = cells.join('');
  return shown + ' '.repeat(width - stringWidth(shown));
}

function rowOf(title: string, budgetMs: number | undefined, times: Times | undefined) {
  const budget = budgetMs === undefined ? '-' : formatClock(budgetMs);
  if (times === undefined) return { title, cells: [budget, '- ', '- ', '- ', '-'], bar: '' };
  const { p50Ms, p90Ms, maxMs, personMs } = times;
  const marked = (ms: number) => `${formatClock(ms)}${budgetMs !== undefined && ms > budgetMs ? '!' : ' '}`;
  const cells = [budget, marked(p50Ms), marked(p90Ms), marked(maxMs), formatClock(personMs)];
  return { title, cells, bar: budgetMs === undefined ? '' : barOf(times, budgetMs) };
}

/** Ends at the budget; what stands right of `|` is over. */
function barOf({ p50Ms, p90Ms, maxMs }: Times, budgetMs: number): string {
  const cell = (ms: number) => Math.round((ms / budgetMs) * barWidth);
  const end = Math.min(cell(maxMs), barWidth + overWidth);
  const signs = Array.from({ length: Math.max(end, barWidth) }, (_, at) => {
    if (at < cell(p50Ms)) return '#';
    if (at < cell(p90Ms)) return '=';
    return at < end ? '-' : ' ';
  });
  return `|${signs.slice(0, barWidth).join('')}|${signs.slice(barWidth).join('')}`;
}

function seriesOf(statistics: DrillStatistics): readonly string[] {
  const { drills, whole, budgetMs } = statistics;
  const shown = drills.slice(-12).map(({ elapsedMs }) => formatClock(elapsedMs));
  const within =
    budgetMs === undefined
      ? []
      : [`within budget        ${drills.length - (whole?.overCount ?? 0)} of ${drills.length} drills that succeeded`];
  return [`in all, oldest first ${shown.join(' ')}`, ...within, ...realRuns(statistics)];
}

function realRuns({ runs, budgetMs }: DrillStatistics): readonly string[] {
  if (runs.length === 0) return [];
  const within = runs.filter(({ elapsedMs }) => budgetMs !== undefined && elapsedMs <= budgetMs).length;
  const last = runs.at(-1);
  const of = budgetMs === undefined ? `${runs.length}` : `${within} of ${runs.length} within budget`;
  return [`real runs            ${of} (${last?.startedAt.slice(0, 10)}, ${formatClock(last?.elapsedMs ?? 0)})`];
}

function looksOf({ statistics, file }: DrillsOf): readonly string[] {
  const over = statistics.steps.filter(
    ({ budgetMs, times }) => budgetMs !== undefined && (times?.p90Ms ?? 0) > budgetMs,
  );
  const byHand = statistics.steps.filter((step) => step.byHand.length > 0);
  const rows = [
    ...over.map((step) => overText(step, statistics)),
    ...byHand.map(
      (step) =>
        `LOOK  ${step.title} was done by hand in ${step.byHand.length} of ${step.times?.count ?? 0} (${step.byHand.at(-1)}).`,
    ),
  ];
  const suggest = over.length === 0 ? [] : [`      runbook drills suggest ${file}`];
  return rows.length === 0 ? [] : ['', ...rows, ...suggest];
}

function overText({ title, times }: StepTimes, { drills }: DrillStatistics): string {
  return `LOOK  ${title} is over its budget at p90, and was in ${times?.overCount ?? 0} of ${drills.length} drills.`;
}
