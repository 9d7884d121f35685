const unitsMs: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `'90s'`, `'1m30s'`, `'2h'`, `'90d'`, `'500ms'` → milliseconds; anything else → undefined. */
export function parseDuration(text: string): number | undefined {
  const source = text.trim();
  if (!/^(\d+(?:\.\d+)?(?:ms|[smhd]))+$/.test(source)) return undefined;
  let totalMs = 0;
  for (const [, amount = '', unit = ''] of source.matchAll(/(\d+(?:\.\d+)?)(ms|[smhd])/g)) {
    totalMs += Number(amount) * (unitsMs[unit] ?? Number.NaN);
  }
  return Number.isFinite(totalMs) ? Math.round(totalMs) : undefined;
}

/** Milliseconds → `m:ss`, from an hour on `h:mm:ss`. Whole seconds, rounded down, as a clock shows them. */
export function formatClock(ms: number): string {
  const totalSeconds = Math.max(0, Math.floor(ms / 1_000));
  const seconds = String(totalSeconds % 60).padStart(2, '0');
  const minutes = Math.floor(totalSeconds / 60);
  if (minutes < 60) return `${minutes}:${seconds}`;
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}:${seconds}`;
}

/** What is left: rounded up, so that it adds up with a time that is rounded down. */
export function formatRest(ms: number): string {
  return formatClock(Math.ceil(ms / 1_000) * 1_000);
}

/** By how much something is over: at least a second, because over by 0:00 says nothing. */
export function formatExcess(ms: number): string {
  return formatClock(Math.max(1_000, ms));
}

/** As people write them: `70 seconds`, `1 minute`, `2 minutes`. */
export function formatWords(ms: number): string {
  const seconds = ms / 1_000;
  if (seconds % 60 !== 0) return `${seconds} seconds`;
  return seconds === 60 ? '1 minute' : `${seconds / 60} minutes`;
}

/** `today`, `yesterday`, `9 days ago`: whole days of 24 hours. */
export function formatAgo(ms: number): string {
  const days = Math.floor(ms / 86_400_000);
  return days === 0 ? 'today' : days === 1 ? 'yesterday' : `${days} days ago`;
}
