import type { BodyNode } from '../runbook/body.ts';
import { nodesIn } from '../runbook/nodes-in.ts';
import type { Runbook } from '../runbook/runbook.ts';

/** What the parts of a procedure are called on its page, by what they are called in the procedure. */
export type PageIds = ReadonlyMap<string, string>;

interface Part {
  readonly id: string;
  readonly line: number;
}

interface Named {
  readonly runbook: Runbook;
  readonly slug: string | undefined;
}

/** What a part is called on the page; what is no part of the procedure keeps its name. */
export function onPage(id: string, ids: PageIds): string {
  return ids.get(id) ?? id;
}

/**
 * Ids are those of one procedure; a page shows all that are in its file. A later one with the same id is called after its
 * procedure, and what the procedures have in common is called as the first one calls it.
 */
export function pageIds(procedures: readonly Named[]): readonly PageIds[] {
  const taken = new Set<string>();
  const known = new Map<string, string>();
  return procedures.map(({ runbook, slug }) => {
    const ids = new Map<string, string>();
    for (const [place, id] of placed(partsOf(runbook))) {
      const name = known.get(place) ?? freeName(id, `${slug}.${id}`, taken);
      taken.add(name);
      known.set(place, name);
      ids.set(id, name);
    }
    return ids;
  });
}

/** Several parts may begin in one line; there is an order among them. */
function placed(parts: readonly Part[]): readonly (readonly [place: string, id: string])[] {
  const counts = new Map<number, number>();
  return parts.map(({ id, line }) => {
    const count = counts.get(line) ?? 0;
    counts.set(line, count + 1);
    return [`${line}:${count}`, id];
  });
}

function freeName(id: string, other: string, taken: ReadonlySet<string>): string {
  if (!taken.has(id)) return id;
  let name = other;
  for (let count = 2; taken.has(name); count += 1) name = `${other}-${count}`;
  return name;
}

function partsOf({ prerequisites, steps, undo, checks }: Runbook): readonly Part[] {
  return [
    ...prerequisites.checks.flatMap(partOf),
    ...[...steps, ...undo].flatMap((step) => [
      { id: step.id, line: step.place.line },
      ...nodesIn(step.body).flatMap(partOf),
    ]),
    ...checks.flatMap(partOf),
  ];
}

function partOf(node: BodyNode): readonly Part[] {
  switch (node.node) {
    case 'action':
      return [{ id: node.address, line: node.place.line }];
    case 'choice':
      return [{ id: node.id, line: node.place.line }];
    case 'guard':
      return [{ id: node.condition.id, line: node.condition.place.line }];
    default:
      return [];
  }
}
