/** Negative: the first comes before the other; as `Array.sort` has it. */
export type Order = (one: number, other: number) => number;

/** Moves what stands at `at` down, so that of each three the last in order stands on top. */
function sink(heap: number[], order: Order): void {
  for (let at = 0; ; ) {
    let last = at;
    for (const child of [2 * at + 1, 2 * at + 2])
      if (child < heap.length && order(heap[child] ?? 0, heap[last] ?? 0) > 0) last = child;
    if (last === at) return;
    [heap[at], heap[last]] = [heap[last] ?? 0, heap[at] ?? 0];
    at = last;
  }
}

/** Puts what is found into order as far as it is wanted: of many that are found, few are shown. */
export function best(found: Iterable<number>, wanted: number, order: Order): number[] {
  if (wanted <= 0) return [];
  const heap: number[] = [];
  let isHeap = false;
  for (const one of found) {
    if (heap.length < wanted) {
      heap.push(one);
      continue;
    }
    // Sorted backwards, each stands after those below it: that is a heap.
    if (!isHeap) heap.sort((a, b) => order(b, a));
    isHeap = true;
    if (order(one, heap[0] ?? 0) >= 0) continue;
    heap[0] = one;
    sink(heap, order);
  }
  return heap.sort(order);
}
