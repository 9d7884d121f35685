const lists = new Map<string, ReadonlySet<string>>();

/** The options of a list like `-s -H: --max-time:`; each list of the tables is taken apart once. */
export function listOf(list: string): ReadonlySet<string> {
  const before = lists.get(list);
  if (before !== undefined) return before;
  const listed = new Set(list.split(/\s+/));
  lists.set(list, listed);
  return listed;
}
