import robotsModule from 'robots-parser';
import { SourceFailure } from '#shared/errors.ts';

interface Robot {
  isAllowed(url: string, userAgent?: string): boolean | undefined;
  getCrawlDelay(userAgent?: string): number | undefined;
}

// A CommonJS module whose types call its one function "default".
const robotsParser = robotsModule as unknown as (url: string, text: string) => Robot;

/** How long rules are believed, in milliseconds (RFC 9309, section 2.4: at most a day). */
const believedFor = 86_400_000;
/** A longer Crawl-delay is shortened to this, in seconds. */
const longestDelay = 30;

export interface RobotsRules {
  isAllowed: boolean;
  /** Why the rules could not be had: the site is then left alone (RFC 9309, section 2.3.1.4). */
  failure: SourceFailure | null;
  crawlDelaySeconds: number | null;
}

/**
 * Rules of robots.txt by RFC 9309: none there (4xx) allows all, an unreachable one forbids all for
 * the time being.
 *
 * @param get fetches the text of a robots.txt; throws SourceFailure
 */
export function openRobots(userAgent: string, get: (url: string) => Promise<string>) {
  const product = userAgent.split('/')[0] ?? userAgent;
  const known = new Map<string, { rules: Promise<Robot | 'none' | SourceFailure>; at: number }>();

  async function load(url: string): Promise<Robot | 'none' | SourceFailure> {
    try {
      return robotsParser(url, await get(url));
    } catch (error) {
      if (!(error instanceof SourceFailure)) throw error;
      const isAnswer = error.status !== null && error.status >= 400 && error.status < 500;
      return isAnswer && error.status !== 429 ? 'none' : error;
    }
  }

  return async (address: URL): Promise<RobotsRules> => {
    const url = `${address.origin}/robots.txt`;
    let entry = known.get(url);
    if (!entry || performance.now() - entry.at > believedFor) {
      entry = { rules: load(url), at: performance.now() };
      known.set(url, entry);
    }
    const rules = await entry.rules;
    if (rules === 'none') return { isAllowed: true, failure: null, crawlDelaySeconds: null };
    if (rules instanceof SourceFailure) {
      // Asked again at the next request, not in a day.
      known.delete(url);
      return { isAllowed: false, failure: rules, crawlDelaySeconds: null };
    }
    return {
      failure: null,
      isAllowed: rules.isAllowed(address.href, product) ?? true,
      crawlDelaySeconds: Math.min(longestDelay, rules.getCrawlDelay(product) ?? 0) || null,
    };
  };
}
