/** A node of the grammar's syntax tree, read by name: what is not there is undefined. */
export type SyntaxNode = Readonly<Record<string, unknown>>;

export function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What stands at the end of a path of names. */
export function valueAt(node: unknown, ...path: readonly string[]): unknown {
  let value = node;
  for (const name of path) value = isNode(value) ? value[name] : undefined;
  return value;
}

export function textAt(node: unknown, ...path: readonly string[]): string {
  const value = valueAt(node, ...path);
  return typeof value === 'string' ? value : '';
}

export function listAt(node: unknown, ...path: readonly string[]): readonly unknown[] {
  const value = valueAt(node, ...path);
  return Array.isArray(value) ? value : [];
}

export function isTrueAt(node: unknown, ...path: readonly string[]): boolean {
  return valueAt(node, ...path) === true;
}

/** Every node of that name, wherever it stands, outermost first. */
export function nodesNamed(tree: unknown, name: string): readonly unknown[] {
  const found: unknown[] = [];
  const open: unknown[] = [tree];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (Array.isArray(next)) open.push(...next.toReversed());
    else if (isNode(next)) {
      if (next[name] !== undefined) found.push(next[name]);
      open.push(
        ...Object.values(next)
          .toReversed()
          .filter((value) => typeof value === 'object' && value !== null),
      );
    }
  }
  return found;
}
