import { escapeControls } from '../diagnostics/escape-controls.ts';
import { wrapText } from '../diagnostics/wrap-text.ts';
import { formatClock } from '../runbook/duration.ts';
import { rule } from './rule.ts';

export interface HandOff {
  /** `psql`, `a shell of the session`. */
  readonly program: string;
  /** `\q`, `exit`; undefined where it ends by itself. */
  readonly wayOut: string | undefined;
  /** What it can reach, and when that was proved; none where nothing is declared. */
  readonly targets: readonly string[];
  readonly transcript: 'kept' | 'times-only';
}

/** Who types from here on, where it takes effect, how to leave, and what is kept of it. */
export function handOffIntro({ program, wayOut, targets, transcript }: HandOff, columns = 80): readonly string[] {
  const where = targets.length === 0 ? '' : ', at';
  const leave = wayOut === undefined ? '' : `Leave with ${wayOut}. `;
  const kept = transcript === 'kept' ? 'What you type and see is kept.' : 'Only the times are kept.';
  const rows = [
    `You type the next commands yourself, in ${escapeControls(program)}${where}`,
    ...targets.map(escapeControls),
    `${leave}The clock goes on. ${kept}`,
  ];
  return rows.flatMap((row) => wrapText(row, columns - 2)).map((row) => ` ${row}`);
}

/** `>> from here on: psql >>>>`: what follows are the words of another program. */
export function handOffRule(program: string, columns = 80): string {
  return rule('>', `from here on: ${program}`, [], columns);
}

/** `<< back in the runbook, after 0:31 <<<< exit code 0 <<` */
export function backRule(elapsedMs: number, end: string | undefined, columns = 80): string {
  const facts = end === undefined ? [] : [end];
  return rule('<', `back in the runbook, after ${formatClock(elapsedMs)}`, facts, columns);
}

/** ` changed   directory, 1 variable`, of a shell of the session. */
export function changedRow(changed: readonly string[]): string {
  return ` changed   ${changed.length === 0 ? 'nothing that goes on to later commands' : changed.join(', ')}`;
}
