/** Everything that can be reached from `start` along `next`, `start` included. */
export function spread(start: Iterable<number>, next: readonly (readonly number[])[]): ReadonlySet<number> {
  const reached = new Set(start);
  for (const index of reached) {
    for (const other of next[index] ?? []) reached.add(other);
  }
  return reached;
}
