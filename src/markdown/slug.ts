const longestText = 400;

/** Text → an id that a person can type: `Error rate < 1%` → `error-rate-1`; at most 60 characters. */
export function slugOf(text: string, otherwise: string): string {
  const slug = text
    .slice(0, longestText)
    .toLowerCase()
    .replace(/['’`]/g, '')
    .replace(/[^\p{L}\p{N}_]+/gu, '-')
    .replace(/^-|-$/g, '');
  return slug.slice(0, 60).replace(/-$/, '') || otherwise;
}
