import { type ToldTime, type ToldTimes, toldTimeName, toldTimes } from '../events/told-time.ts';
import { UsageError, unknownName } from '../project/usage-error.ts';

const dayMs = 86_400_000;
const names = new Map(toldTimes.map((time) => [toldTimeName(time), time]));

/** `--at detect=03:14`: when something happened that the run itself cannot see. */
export function readTimes(texts: readonly string[] = [], nowMs: number): ToldTimes {
  const told: Partial<Record<ToldTime, string>> = {};
  for (const text of texts) {
    const [, name = text, written = ''] = /^([^=]*)=(.*)$/s.exec(text) ?? [];
    const time = names.get(name);
    if (time === undefined) throw unknownName('time', name, [...names.keys()]);
    const atMs = momentOf(written.trim(), nowMs);
    if (atMs === undefined)
      throw new UsageError(
        `--at ${name} does not take "${written}"`,
        `Write ${name}=03:14, or a date and time: ${name}=2026-10-02T03:14:00Z.`,
      );
    if (atMs > nowMs) throw new UsageError(`--at ${text} is not over yet`, 'Write when it happened.');
    told[time] = new Date(atMs).toISOString();
  }
  return told;
}

/** A time of day, of this machine, is the last such one; a date needs its zone. Milliseconds since 1970. */
function momentOf(text: string, nowMs: number): number | undefined {
  const ofDay = /^([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/.exec(text);
  if (ofDay !== null) {
    const [, hours, minutes, seconds = '0'] = ofDay;
    const today = new Date(nowMs).setHours(Number(hours), Number(minutes), Number(seconds), 0);
    return today > nowMs ? new Date(today - dayMs).setHours(Number(hours), Number(minutes)) : today;
  }
  if (!/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)$/i.test(text)) return undefined;
  const atMs = Date.parse(text.replace(' ', 'T'));
  return Number.isNaN(atMs) ? undefined : atMs;
}
