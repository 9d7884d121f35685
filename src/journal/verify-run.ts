import { contradictionsOf } from '../events/contradictions.ts';
import { foldRun } from '../events/fold-run.ts';
import type { AnyEvent } from '../events/run-state.ts';
import { differenceOf } from './check-log.ts';
import { causeOf } from './journal-error.ts';
import { damageOf, newerVersionOf, readJournal } from './read-journal.ts';

/** What was found wrong with a run as it is kept; nothing: it is what was written. */
export interface Verification {
  /** Lines of the journal that are whole. */
  readonly lines: number;
  /** The first damaged or missing line, logs that were changed, outcomes that contradict their steps: one sentence each. */
  readonly problems: readonly string[];
  /** What is no damage, such as a last line that was being written when the power went. */
  readonly notes: readonly string[];
}

/** Looks through the journal of a run and the logs that it names; changes nothing. */
export function verifyRun(folder: string): Verification {
  try {
    return verify(folder);
  } catch (error) {
    return { lines: 0, problems: [`it cannot be read: ${causeOf(error)}`], notes: [] };
  }
}

function verify(folder: string): Verification {
  const reading = readJournal(folder);
  const { events, torn, chain } = reading;
  const version = newerVersionOf(reading);
  if (version !== undefined)
    return { lines: events.length, problems: [`its journal has version ${version}, and 1 is read here`], notes: [] };
  const damage = damageOf(reading);
  const unknown = chain.state === 'whole' ? events.filter((event) => event.type === 'unknown').length : 0;
  const problems = [
    ...(events.length === 0 ? ['its journal is empty'] : []),
    ...(damage === undefined ? [] : [`the journal is damaged at line ${damage.line}: ${damage.why}`]),
    ...contradictionsOf(foldRun(events)),
    ...changedLogs(folder, events),
  ];
  const notes = [
    ...(torn !== undefined && damage === undefined ? [tornText(torn)] : []),
    ...(unknown === 0 ? [] : [`${unknown} ${unknown === 1 ? 'line is' : 'lines are'} of a kind not known here`]),
  ];
  return { lines: events.length, problems, notes };
}

function tornText({ line, bytes }: { readonly line: number; readonly bytes: number }): string {
  return `line ${line} is torn after ${bytes} bytes: it was being written when everything stopped; resume cuts it off`;
}

/** Logs that are not what the journal says of them. */
export function changedLogs(folder: string, events: readonly AnyEvent[]): readonly string[] {
  return events.flatMap((event) => {
    if ((event.type !== 'action-ended' && event.type !== 'note') || event.log === undefined) return [];
    return differenceOf(folder, event.log) ?? [];
  });
}
