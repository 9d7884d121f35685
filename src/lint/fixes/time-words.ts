/** `2 minutes`, `5-6 minutes`, `30-90 seconds`: a range that holds both, in whole minutes from two minutes on. */
export function timeWords(lowerMs: number, upperMs: number): string {
  const [unit, word] = upperMs % 60_000 === 0 || upperMs > 120_000 ? [60_000, 'minute'] : [1_000, 'second'];
  const upper = Math.ceil(upperMs / unit);
  const lower = Math.min(upper, Math.max(1, Math.floor(lowerMs / unit)));
  const range = lower === upper ? `${upper}` : `${lower}-${upper}`;
  return `${range} ${word}${upper === 1 ? '' : 's'}`;
}
