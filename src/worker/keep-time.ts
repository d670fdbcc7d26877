import type { When } from './timetable.ts';

/**
 * Begins each row when it is due, until it is stopped. Timers go by a clock that nobody sets: a clock on
 * the wall that is set back, or forward, neither holds nothing up nor brings anything twice.
 *
 * @returns stops
 */
export function keepTime(rows: readonly { when: When; begin: () => void }[]): () => void {
  const timers = new Set<NodeJS.Timeout>();
  for (const { when, begin } of rows) {
    const first = setTimeout(() => {
      timers.delete(first);
      timers.add(setInterval(begin, when.every));
      begin();
    }, when.first);
    timers.add(first);
  }
  return () => {
    for (const timer of timers) clearInterval(timer);
    timers.clear();
  };
}
