import type { Runnable } from '../runbook/disposition.ts';
import { destructiveReason, mutatingReason } from './effects.ts';
import type { Reading } from './reading.ts';
import { secretFinding } from './row-13-secret.ts';
import { actionsUsed, dependenciesOf } from './row-15-shared-variable.ts';
import { isReadOnly, onlyReads, redefinitionIn } from './row-18-read-only.ts';
import { statusIsFinding, successIsFinding } from './status-is-finding.ts';
import { diagnoseIn, type Verdict } from './verdict.ts';

/** Rows 13 to 18: what adds up, the strictest first; what none of them knows has an unknown effect. */
export function judgeEffect(reading: Reading): Verdict {
  const secret = secretFinding(reading);
  const rows = rowsThatApply(reading, secret?.message);
  const disposition: Runnable = {
    may: 'run',
    ...strictest(rows, reading),
    assumed: true,
    script: reading.script,
    placeholders: reading.placeholders,
    allowListed: rows.length === 0,
    statusIsFinding: statusIsFinding(reading),
    successIsFinding: successIsFinding(reading),
    masksOutput: secret !== undefined || reading.action.secret !== undefined,
    dependsOn: dependenciesOf(reading, onlyReads(reading) ? 'suffice' : 'count'),
  };
  return { disposition, diagnostics: secret === undefined ? [] : [diagnoseIn(reading.action, secret)] };
}

interface Row {
  readonly row: 13 | 14 | 15 | 16 | 17;
  readonly reason: string;
}

/** From the strictest to the mildest. */
function rowsThatApply(reading: Reading, secret: string | undefined): readonly Row[] {
  const used = actionsUsed(reading);
  const destructive = destructiveReason(reading);
  const knownRead = isReadOnly(reading);
  const mutating = knownRead || destructive !== undefined ? undefined : mutatingReason(reading);
  const rows: (Row | false)[] = [
    destructive !== undefined && { row: 14, reason: destructive },
    secret !== undefined && { row: 13, reason: secret },
    mutating !== undefined && { row: 16, reason: mutating },
    !knownRead &&
      mutating === undefined &&
      destructive === undefined && {
        row: 17,
        reason: redefinitionIn(reading) ?? 'Its effect is not known',
      },
    used.length > 0 && { row: 15, reason: `It uses what ${used.join(', ')} left behind` },
  ];
  return rows.filter((row) => row !== false);
}

function strictest(rows: readonly Row[], reading: Reading): Pick<Runnable, 'row' | 'reasons' | 'effect'> {
  const [first] = rows;
  if (first === undefined) return { row: 18, reasons: ['Every command in it is known to only read'], effect: 'read' };
  const destroys = rows.some(({ row }) => row === 14);
  const effect = destroys ? 'destructive' : onlyReads(reading) ? 'read' : 'write';
  return { row: first.row, reasons: rows.map(({ reason }) => reason), effect };
}
