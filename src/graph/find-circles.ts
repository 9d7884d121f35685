/** A group of steps that all need each other, and one whole circle through it. Both in indexes. */
export interface Circle {
  readonly members: readonly number[];
  /** Each needs the next one, the last needs the first, which is the earliest of them in the document. */
  readonly path: readonly number[];
}

/** Every group of steps that need each other, directly or through others. Looks at each need once. */
export function findCircles(needs: readonly (readonly number[])[]): readonly Circle[] {
  return strongComponents(needs)
    .filter((members) => members.length > 1 || members.some((step) => needs[step]?.includes(step)))
    .map((members) => ({ members, path: walkCircle(new Set(members), needs) }))
    .sort((a, b) => (a.path[0] ?? 0) - (b.path[0] ?? 0));
}

function walkCircle(members: ReadonlySet<number>, needs: readonly (readonly number[])[]): readonly number[] {
  const visited = new Map<number, number>();
  const walked: number[] = [];
  let step: number | undefined = [...members].reduce((first, member) => Math.min(first, member));
  while (step !== undefined && !visited.has(step)) {
    visited.set(step, walked.length);
    walked.push(step);
    step = needs[step]?.find((need) => members.has(need));
  }
  return startAtSmallest(walked.slice(step === undefined ? 0 : visited.get(step)));
}

function startAtSmallest(path: readonly number[]): readonly number[] {
  const smallest = path.reduce((best, step, index) => (step < (path[best] ?? 0) ? index : best), 0);
  return [...path.slice(smallest), ...path.slice(0, smallest)];
}

interface Visit {
  readonly step: number;
  next: number;
}

/** Tarjan's algorithm, with a stack of its own: a chain of ten thousand needs is too deep for recursion. */
function strongComponents(needs: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const found: number[][] = [];
  const seenAt: number[] = [];
  const lowest: number[] = [];
  const open: number[] = [];
  const isOpen = new Set<number>();
  let seen = 0;
  const enter = (step: number): Visit => {
    seenAt[step] = lowest[step] = seen++;
    open.push(step);
    isOpen.add(step);
    return { step, next: 0 };
  };
  const lower = (step: number, to: number | undefined) => {
    lowest[step] = Math.min(lowest[step] ?? 0, to ?? 0);
  };
  const leave = (step: number) => {
    if (lowest[step] !== seenAt[step]) return;
    const members = open.splice(open.lastIndexOf(step));
    for (const member of members) isOpen.delete(member);
    found.push(members);
  };
  needs.forEach((_, start) => {
    if (seenAt[start] !== undefined) return;
    const visits = [enter(start)];
    for (let visit = visits.at(-1); visit; visit = visits.at(-1)) {
      const need = needs[visit.step]?.[visit.next++];
      if (need === undefined) {
        leave(visit.step);
        visits.pop();
        const above = visits.at(-1);
        if (above) lower(above.step, lowest[visit.step]);
      } else if (seenAt[need] === undefined) visits.push(enter(need));
      else if (isOpen.has(need)) lower(visit.step, seenAt[need]);
    }
  });
  return found;
}
