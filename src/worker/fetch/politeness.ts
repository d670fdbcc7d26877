import PQueue from 'p-queue';
import { isLoopback } from './address-guard.ts';

/** Requests under way at once, over all hosts. */
const atOnce = 40;
/** Requests at once to a loopback host when the waits are lifted. */
const atOnceOnLoopback = 20;

export interface Politeness {
  /** Runs `work` when it is this host's turn. */
  inTurn<T>(address: URL, work: () => Promise<T>): Promise<T>;
  /** Leaves a host alone for longer than usual between requests (robots.txt, Crawl-delay). */
  slowDown(address: URL, seconds: number): void;
}

/**
 * One request at a time and one a second for each host. `polite: false` lifts the waits for
 * loopback addresses only.
 */
export function openPoliteness(given: { polite: boolean; pauseMilliseconds?: number }): Politeness {
  const pause = given.pauseMilliseconds ?? 1000;
  const all = new PQueue({ concurrency: atOnce });
  const hosts = new Map<string, { queue: PQueue; pause: number }>();

  function hostOf(address: URL) {
    const known = hosts.get(address.host);
    if (known) return known;
    const isLifted = !given.polite && isLoopback(address.hostname);
    const host = {
      queue: new PQueue({ concurrency: isLifted ? atOnceOnLoopback : 1 }),
      pause: isLifted ? 0 : pause,
    };
    hosts.set(address.host, host);
    return host;
  }

  return {
    inTurn(address, work) {
      const host = hostOf(address);
      return new Promise((resolve, reject) => {
        host.queue.add(async () => {
          const startedAt = performance.now();
          await all.add(() => work().then(resolve, reject));
          const rest = host.pause - (performance.now() - startedAt);
          if (rest > 0) await new Promise((next) => setTimeout(next, rest).unref());
        });
      });
    },
    slowDown(address, seconds) {
      const host = hostOf(address);
      if (host.pause > 0) host.pause = Math.max(host.pause, seconds * 1000);
    },
  };
}
