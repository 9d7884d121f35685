import { distance } from 'fastest-levenshtein';

/** The known name that was probably meant, or undefined when none is near. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const limit = Math.max(2, Math.floor(name.length / 3));
  let best: { name: string; distance: number } | undefined;
  for (const candidate of known) {
    const found = distance(name.toLowerCase(), candidate.toLowerCase());
    if (found === Math.max(name.length, candidate.length)) continue;
    if (found <= limit && (best === undefined || found < best.distance)) best = { name: candidate, distance: found };
  }
  if (best !== undefined) return best.name;
  return name.length < 3
    ? undefined
    : known.find((candidate) => candidate.startsWith(name) || name.startsWith(candidate));
}
