import type { Offer } from '#shared/entities/index.ts';
import { type Connector, hasNoAddress } from '../connector.ts';
import { feedConnector } from '../feed.ts';
import { retrieveGovukContent } from './govuk-content.ts';

/** "Independent report: Review of …": the display type stands before the title. */
const prefixed = /^([A-Z][A-Za-z ]{2,40}): (.+)$/s;

/** The same page under its path: the ids of these feeds change with every edit. */
function offerByPath(offer: Offer): Offer {
  const { pathname } = new URL(offer.url);
  const [, documentType, title] = prefixed.exec(offer.title) ?? [];
  return {
    ...offer,
    key: pathname,
    // The feed's date is that of the last change; the Content API knows when it was first published.
    publishedOn: null,
    title: title ?? offer.title,
    documentType: offer.documentType ?? documentType ?? null,
  };
}

/** A GOV.UK organisation's Atom feed; pages come by the Content API. */
export const govukOrganisationFeedConnector: Connector = {
  kind: 'govuk-organisation-feed',
  recognise({ origin, pathname }) {
    const path = /^\/government\/organisations\/[\w-]+/.exec(pathname)?.[0];
    return path && /^(\.atom)?\/?$/.test(pathname.slice(path.length))
      ? { url: `${origin}${path}.atom`, query: null }
      : null;
  },
  async read(source, tools) {
    const reading = await feedConnector.read(source, tools);
    if (reading === 'not-modified') return reading;
    const entries = reading.offers.filter(
      ({ key, url }) => !key.endsWith('/feed-ended') && URL.canParse(url) && !hasNoAddress(url),
    );
    return {
      ...reading,
      offers: [...new Map(entries.map(offerByPath).map((offer) => [offer.key, offer])).values()],
    };
  },
  retrieve: (_source, offer, tools) => retrieveGovukContent(offer, tools),
};
