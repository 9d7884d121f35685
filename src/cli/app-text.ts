import type { Debt } from '../journal/debt.ts';
import type { ImageAudit } from '../rollback/workload/audit-images.ts';
import type { OtherHand } from '../rollback/workload/other-hands.ts';
import type { UndoPlan } from '../rollback/workload/plan-undo.ts';
import type { Progress } from '../rollback/workload/progress.ts';
import type { Workload } from '../rollback/workload/read-workload.ts';
import { becameAvailable, type Revision, revisionText } from '../rollback/workload/revision.ts';
import type { StartCheck } from '../rollback/workload/start-check.ts';
import { workloadText } from '../rollback/workload/workload-name.ts';

/** `deployment/payment-processor in production` */
function headOf({ name, namespace }: Pick<Workload, 'name' | 'namespace'>): string {
  return `${workloadText(name)} in ${namespace}`;
}

export interface HistoryRow {
  readonly revision: Revision;
  readonly start: StartCheck;
}

/** One line a revision, the newest first; below it why one could not be started again. */
export function historyText(workload: Workload, rows: readonly HistoryRow[], now: Date): readonly string[] {
  const head = ['', 'REV', 'VERSION', 'DIGEST', 'AGE', 'WORKED', 'STARTS', 'CHANGE CAUSE'];
  const cells = rows.map(({ revision, start }) => [
    revision.isCurrent ? '*' : '',
    String(revision.number),
    revision.version ?? '-',
    shortDigest(revision),
    ageOf(revision.createdAt, now),
    workedWord(revision),
    start.gone.length > 0 ? 'NO' : start.notLookedAt.length > 0 ? '?' : 'yes',
    revision.changeCause ?? '',
  ]);
  const why = [
    ...saidOf('does not start', rows, ({ gone }) => gone),
    ...saidOf('not looked at', rows, ({ notLookedAt }) => notLookedAt),
  ];
  return [headOf(workload), ...tableOf([head, ...cells]), ...why];
}

/** Each sentence once, behind the revisions that it is about. */
function saidOf(
  what: string,
  rows: readonly HistoryRow[],
  select: (start: StartCheck) => readonly string[],
): readonly string[] {
  const numbers = new Map<string, number[]>();
  for (const { revision, start } of rows) {
    for (const text of select(start)) numbers.set(text, [...(numbers.get(text) ?? []), revision.number]);
  }
  return [...numbers].map(([text, of]) => `  ${of.join(', ')} ${what}: ${text}`);
}

function workedWord(revision: Revision): string {
  const { marks } = revision;
  if (marks.left !== undefined) return 'left';
  const did = becameAvailable(revision);
  return did === undefined ? '?' : did ? 'yes' : 'no';
}

function shortDigest({ main }: Revision): string {
  const digest = main?.digest;
  return digest === undefined ? '-' : digest.slice(0, 'sha256:'.length + 12);
}

/** `5m`, `3h`, `12d`: the largest whole unit. */
function ageOf(createdAt: string, now: Date): string {
  const seconds = Math.max(0, Math.round((now.getTime() - Date.parse(createdAt)) / 1_000));
  if (Number.isNaN(seconds)) return '-';
  if (seconds < 120) return `${seconds}s`;
  if (seconds < 7_200) return `${Math.floor(seconds / 60)}m`;
  return seconds < 172_800 ? `${Math.floor(seconds / 3_600)}h` : `${Math.floor(seconds / 86_400)}d`;
}

function tableOf(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

/** One container: what it runs, what is kept of it, and what is in the way of going back. */
export function auditText({ container, image, versions, findings, notLookedAt }: ImageAudit): readonly string[] {
  const kept =
    versions === undefined
      ? []
      : [
          row(
            'kept',
            `${versions.kept} versions; of the newest ${versions.lookedAt}, ${versions.pullable} are pullable`,
          ),
        ];
  return [
    `${container}  ${image}`,
    ...kept,
    ...findings.map((finding) => row('FOUND', finding)),
    ...notLookedAt.map((why) => row('UNKNOWN', why)),
  ];
}

/** What runs, and what is in the way of it. */
export function statusText(
  workload: Workload,
  current: Revision | undefined,
  { text, failures }: Progress,
): readonly string[] {
  return [
    headOf(workload),
    row('runs', current === undefined ? 'a template that has no pods yet' : revisionText(current)),
    ...(current?.images ?? []).map(({ container, image, digest }) =>
      row('image', `${container}  ${image}  ${digest ?? 'digest not known'}`),
    ),
    row('pods', text),
    ...failures.map((failure) => row('FAILED', failure.text)),
  ];
}

/** What a rollback does, or why it does not; one fact a line. */
export function planText(workload: Workload, plan: UndoPlan): readonly string[] {
  switch (plan.state) {
    case 'nothing-to-do':
      return [headOf(workload), row('runs', revisionText(plan.at)), ...handRows(plan), `Nothing to do: ${plan.why}.`];
    case 'refused':
      return [headOf(workload), ...plan.why.map((why) => row('REFUSED', why)), plan.hint];
    case 'ready':
      return [
        headOf(workload),
        row('from', plan.from === undefined ? 'a template without a revision' : revisionText(plan.from)),
        row('to', `${revisionText(plan.to)}: ${plan.why}`),
        ...plan.changes.map((change) => row('change', change)),
        ...(plan.resumes ? [row('change', 'it is resumed')] : []),
        ...handRows(plan),
        ...plan.looks.map((look) => row('LOOK', look)),
        ...(plan.undo === undefined ? [] : [row('undo', plan.undo)]),
      ];
  }
}

/** Who would put the other version back, or is suspended so that they do not. */
function handRows({ suspensions, otherHands }: Pick<UndoPlan & { state: 'ready' }, 'suspensions' | 'otherHands'>) {
  if (suspensions.length === 0) return otherHands.map((hand) => row('LOOK', handText(hand)));
  return suspensions.flatMap(({ what, change }) => [row('suspend', what), row('', change)]);
}

function handText({ who, instead, effect }: OtherHand): string {
  return effect === 'suspended'
    ? `${who} is suspended, and puts nothing back until it is switched on again`
    : `${who} will put the other version back, unless you do this: ${instead}`;
}

/** What switches on again what was suspended. */
export function settleText({ id }: Pick<Debt, 'id'>): string {
  return `switched on again by runbook debts settle ${id}`;
}

function row(label: string, text: string): string {
  return `  ${label.padEnd(8)}${text}`;
}
