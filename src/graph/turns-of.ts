import type { Circle } from './find-circles.ts';
import { dependents, type Links } from './link-steps.ts';
import { orderSteps } from './order-steps.ts';
import { spread } from './spread.ts';

/** Which steps run when, each list in the order in which they would run; all in indexes. */
export interface Turns {
  readonly forward: readonly number[];
  readonly onFailure: readonly number[];
  /** In the order of the document. */
  readonly never: readonly number[];
  /** Those of `never` that no circle explains. */
  readonly unreachable: readonly number[];
  readonly inCircle: ReadonlySet<number>;
}

/** Sorts the steps by when they run. */
export function turnsOf(links: Links, circles: readonly Circle[]): Turns {
  const all = [...links.steps.keys()];
  const inCircle = new Set(circles.flatMap((circle) => circle.members));
  const forward = orderSteps(new Set(all.filter((step) => !links.waitsForFailure.has(step))), links.needs);
  const afterFailure = reachedByFailure(forward, links, inCircle);
  const onFailure = orderSteps(afterFailure, links.needs);
  const runs = new Set([...forward, ...onFailure]);
  const never = all.filter((step) => !runs.has(step));
  const behindCircle = spread(inCircle, waysOnward(links));
  return { forward, onFailure, never, unreachable: never.filter((step) => !behindCircle.has(step)), inCircle };
}

/** A target is reached when a step that leads to it is; what needs it, when all its needs are. */
function reachedByFailure(
  forward: readonly number[],
  links: Links,
  inCircle: ReadonlySet<number>,
): ReadonlySet<number> {
  const needing = dependents(links.steps.length, links.needs);
  const waitsFor = links.needs.map((needs) => needs.length);
  const reached = new Set(forward);
  const reach = (step: number | undefined) => {
    if (step !== undefined && !inCircle.has(step)) reached.add(step);
  };
  // Steps reached on the way are appended to the set while it is read.
  for (const step of reached) {
    reach(links.onFailure[step]);
    for (const other of needing[step] ?? []) {
      const left = (waitsFor[other] ?? 0) - 1;
      waitsFor[other] = left;
      if (left === 0 && !links.isTarget.has(other)) reach(other);
    }
  }
  return new Set([...reached].filter((step) => links.waitsForFailure.has(step)));
}

function waysOnward(links: Links): readonly (readonly number[])[] {
  const ways = dependents(links.steps.length, links.needs);
  links.onFailure.forEach((target, step) => {
    if (target !== undefined) ways[step]?.push(target);
  });
  return ways;
}
