import type { ActionOf } from '../../src/runbook/action.ts';

/** An sql action that writes, in one transaction, unless changed. */
export function sqlAction(changes: Partial<ActionOf<'sql'>> = {}): ActionOf<'sql'> {
  return {
    node: 'action',
    kind: 'sql',
    id: '1',
    address: 'migrate.1',
    named: false,
    role: 'forward',
    place: { line: 40, column: 1, endLine: 41, endColumn: 1 },
    language: 'sql',
    source: '',
    effect: 'write',
    attempts: 1,
    never: false,
    background: false,
    interactive: false,
    database: 'DATABASE_URL',
    transaction: true,
    ...changes,
  };
}
