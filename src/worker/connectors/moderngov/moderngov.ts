import type { Source } from '#shared/entities/index.ts';
import { SourceFailure } from '#shared/errors.ts';
import { type Connector, type SourceReading, standIn, type Tools } from '../connector.ts';
import { feedConnector } from '../feed.ts';
import { keyOfAddress } from '../page.ts';
import { parametersOf } from '../query.ts';
import { readDocumentSearch } from './document-search.ts';
import { readMeetings, saysCancelled } from './meetings.ts';

/** The council's feed of what is new, of one committee where one is named. */
async function readCouncilFeed(source: Source, asked: string, tools: Tools) {
  const url = `${new URL('/mgRss.aspx', source.url).href}?${asked}`;
  const stand = standIn(source, { url, query: null });
  const reading = await feedConnector.read(stand, tools);
  if (reading === 'not-modified') return reading;
  // One decision may stand there once for every signatory.
  const offers = reading.offers
    .filter(({ title }) => !saysCancelled(title))
    .map((offer) => ({ ...offer, key: keyOfAddress(offer.url) }));
  return {
    ...reading,
    movedTo: null,
    offers: [...new Map(offers.map((offer) => [offer.key, offer])).values()],
  };
}

/**
 * A council's committee papers (ModernGov). The question decides the way in: `SS=words` asks the
 * document search, `CId=1170` a committee's meetings (its feed where the web service is closed),
 * anything else the feed, as in `XXR=0`.
 */
export const moderngovConnector: Connector = {
  kind: 'moderngov',
  recognise({ origin, pathname, searchParams }) {
    if (!/\/(mg|ie)[a-z]*\.aspx$/i.test(pathname)) return null;
    const askedFor = (name: RegExp) => [...searchParams].find(([one]) => name.test(one))?.[1];
    // A committee's own page calls it ID, all others CId.
    const committee =
      askedFor(/^c(ommittee)?id$/i) ??
      (/\/mgCommitteeDetails\.aspx$/i.test(pathname) ? askedFor(/^id$/i) : undefined);
    const words = askedFor(/^ss$/i);
    const query = words ? `SS=${words}` : committee ? `CId=${committee}` : null;
    return { url: `${origin}/`, query };
  },
  async read(source, tools) {
    const asked = parametersOf(source.query);
    if (asked.has('SS')) return readDocumentSearch(source, asked, tools);
    const committee = [...asked].find(([name]) => /^cid$/i.test(name))?.[1];
    if (!committee) return readCouncilFeed(source, asked.size > 0 ? `${asked}` : 'XXR=0', tools);
    try {
      return await readMeetings(source, committee, tools);
    } catch (error) {
      const isClosed =
        error instanceof SourceFailure &&
        /refused|not-found|unreadable|server-error/.test(error.reason);
      if (!isClosed) throw error;
      const reading = await readCouncilFeed(source, `CId=${committee}`, tools).catch(() => null);
      if (!reading) throw error;
      if (reading === 'not-modified') return reading;
      return withWarning(reading, `${error.message} The committee’s feed was read instead.`);
    }
  },
};

const withWarning = (reading: SourceReading, warning: string): SourceReading => ({
  ...reading,
  warnings: [...reading.warnings, warning],
});
