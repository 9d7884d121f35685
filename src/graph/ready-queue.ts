/** Hands out the smallest number first; adding and taking cost the logarithm of what waits. */
export interface ReadyQueue {
  add(value: number): void;
  take(): number | undefined;
}

export function createReadyQueue(): ReadyQueue {
  const heap: number[] = [];
  const at = (index: number) => heap[index] ?? Number.POSITIVE_INFINITY;
  const swap = (a: number, b: number) => {
    [heap[a], heap[b]] = [at(b), at(a)];
  };
  return {
    add(value) {
      let index = heap.push(value) - 1;
      for (let parent = (index - 1) >> 1; index > 0 && at(parent) > at(index); parent = (index - 1) >> 1) {
        swap(index, parent);
        index = parent;
      }
    },
    take() {
      const first = heap[0];
      const last = heap.pop();
      if (first === undefined || last === undefined || heap.length === 0) return first;
      heap[0] = last;
      let index = 0;
      for (;;) {
        const left = 2 * index + 1;
        const child = at(left) <= at(left + 1) ? left : left + 1;
        if (at(child) >= at(index)) return first;
        swap(index, child);
        index = child;
      }
    },
  };
}
