import type { Migration } from '../migration/migration.ts';
import { factsIn, type PlacedFact } from './sql-places.ts';

/** What a statement of a down takes away, with the values that were written since the deployment. */
export interface Lost {
  readonly table: string;
  readonly column: string | undefined;
  readonly what: string;
}

/** Of what the up has added; dropping something older is what the up kept a copy for. */
export function lostBy(fact: PlacedFact['fact'], { up }: Migration): Lost | undefined {
  const added = factsIn(up?.sql ?? []).map((one) => one.fact);
  if (fact.does === 'drop-column') {
    const isAdded = added.some(
      (one) => one.does === 'add-column' && one.table === fact.table && one.name === fact.name,
    );
    if (!isAdded && up?.operations.length === 0) return undefined;
    return { table: fact.table, column: fact.name, what: `${fact.table}.${fact.name}` };
  }
  if (fact.does !== 'drop' || fact.object !== 'table') return undefined;
  const isAdded = added.some((one) => one.does === 'create-table' && one.name === fact.name && one.copies.length === 0);
  return isAdded ? { table: fact.name, column: undefined, what: fact.name } : undefined;
}
