import { once } from 'node:events';
import PQueue from 'p-queue';

/**
 * Claims work bit by bit and does it, some at once, until there is no more: what takes long keeps
 * nothing else waiting, and nothing stands still while more is claimed.
 *
 * @param given.atOnce how many are worked on at the same time; up to as many again are claimed ahead
 * @param given.claim takes on up to `wanted` things; none: there is nothing to do for now
 * @param given.work must not fail
 * @param given.isOver asked before each claim and each piece of work
 * @param given.giveBack what was claimed, and is over before it was begun
 * @returns how many were worked on
 */
export async function workThrough<T>(given: {
  atOnce: number;
  claim: (wanted: number) => Promise<T[]>;
  work: (thing: T) => Promise<void>;
  isOver: () => boolean;
  giveBack: (things: T[]) => Promise<void>;
}): Promise<number> {
  const { atOnce, claim, work, isOver } = given;
  const queue = new PQueue({ concurrency: atOnce });
  const underWay = () => queue.size + queue.pending;
  const left: T[] = [];
  let begun = 0;
  const begin = (thing: T) => {
    if (isOver()) {
      left.push(thing);
      return;
    }
    begun += 1;
    return work(thing);
  };
  for (;;) {
    // What is under way may bring about more: only a claim made when all is done says that it is all.
    const wasIdle = underWay() === 0;
    const things = isOver() ? [] : await claim(2 * atOnce - underWay());
    for (const thing of things) void queue.add(() => begin(thing));
    if (things.length > 0) await queue.onSizeLessThan(Math.ceil(atOnce / 4));
    else if (wasIdle) break;
    else if (underWay() > 0) await once(queue, 'next');
  }
  if (left.length > 0) await given.giveBack(left);
  return begun;
}
