const pattern = /^(\d{4})(\d{4}-\d{4})(\d{2})-(.+)$/;

/** `20261123-031409-payment-processor`, the name of a run's folder: UTC, then the runbook's name. */
export function runNameOf(runbookName: string, startedAt: Date): string {
  const [day = '', time = ''] = startedAt.toISOString().split('T');
  return `${day.replaceAll('-', '')}-${time.slice(0, 8).replaceAll(':', '')}-${slugOf(runbookName)}`;
}

export function isRunName(name: string): boolean {
  return pattern.test(name);
}

/**
 * Each name with what it is shown as: `1123-0314`, and as much more as it takes to tell it from the runs before it. What
 * a run was once called it is called for good, whatever runs come after it.
 */
export function shownIds(names: readonly string[]): Map<string, string> {
  const taken = new Set<string>();
  const ids = new Map<string, string>();
  for (const name of names.toSorted()) {
    const forms = formsOf(name);
    ids.set(name, forms.find((form) => !taken.has(form)) ?? name);
    for (const form of forms) taken.add(form);
  }
  return ids;
}

/** What one of the names is shown as; cheap, because only names of the same minute of a year can look the same. */
export function shownIdOf(name: string, names: readonly string[]): string {
  const minute = name.slice(4, 13);
  return shownIds(names.filter((other) => other.startsWith(minute, 4))).get(name) ?? name;
}

export type ResolvedRun =
  | { readonly found: 'one'; readonly name: string }
  | { readonly found: 'none' }
  | { readonly found: 'several'; readonly names: readonly string[] };

/** The run that a whole name or any unique part of one means: `1123-0314`, `payment`. */
export function resolveRun(names: readonly string[], part: string): ResolvedRun {
  if (names.includes(part)) return { found: 'one', name: part };
  const called = [...shownIds(names)].find(([, id]) => id === part);
  if (called !== undefined) return { found: 'one', name: called[0] };
  const matches = names.filter((name) => name.includes(part));
  const [name, ...others] = matches;
  if (name === undefined) return { found: 'none' };
  return others.length === 0 ? { found: 'one', name } : { found: 'several', names: matches };
}

/** Shortest first, the whole name left out. */
function formsOf(name: string): string[] {
  const [, year = '', minute = '', second = ''] = pattern.exec(name) ?? [];
  return minute === '' ? [] : [minute, `${minute}${second}`, `${year}${minute}${second}`];
}

function slugOf(text: string): string {
  const slug = text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '');
  return slug === '' ? 'runbook' : slug;
}
