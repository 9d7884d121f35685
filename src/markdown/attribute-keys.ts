/** The keys of this language, in the order in which they are listed. */
export const attributeKeys: readonly string[] = [
  ...['id', 'name', 'needs', 'budget', 'when', 'on-failure', 'timeout', 'effect', 'confirm', 'capture', 'secret'],
  ...['expect', 'until', 'every', 'retry', 'option', 'check', 'undo', 'fault', 'restore', 'interactive', 'background'],
  ...['cwd', 'interpreter', 'db', 'transaction', 'expect-status', 'expect-body', 'env', 'run'],
];

const keys = new Set(attributeKeys);

export function isAttributeKey(key: string): boolean {
  return keys.has(key);
}
