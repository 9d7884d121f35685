import { createReadyQueue } from './ready-queue.ts';

/**
 * The members in an order that respects their needs, the one first in the document first wherever that leaves a choice.
 * Needs outside of the members count as met; members in or behind a circle are left out.
 */
export function orderSteps(members: ReadonlySet<number>, needs: readonly (readonly number[])[]): readonly number[] {
  const ready = createReadyQueue();
  const waitsFor = new Map<number, number>();
  const unlocks = new Map<number, number[]>();
  for (const step of members) {
    const open = (needs[step] ?? []).filter((need) => members.has(need));
    waitsFor.set(step, open.length);
    if (open.length === 0) ready.add(step);
    for (const need of open) unlock(unlocks, need, step);
  }
  const order: number[] = [];
  for (let step = ready.take(); step !== undefined; step = ready.take()) {
    order.push(step);
    for (const other of unlocks.get(step) ?? []) {
      const left = (waitsFor.get(other) ?? 0) - 1;
      waitsFor.set(other, left);
      if (left === 0) ready.add(other);
    }
  }
  return order;
}

function unlock(unlocks: Map<number, number[]>, need: number, step: number): void {
  const waiting = unlocks.get(need);
  if (waiting) waiting.push(step);
  else unlocks.set(need, [step]);
}
