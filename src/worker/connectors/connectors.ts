import type { SourceKind } from '#shared/entities/index.ts';
import { SourceFailure } from '#shared/errors.ts';
import type { Connector } from './connector.ts';
import { feedConnector } from './feed.ts';
import { govukOrganisationFeedConnector } from './govuk/govuk-organisation-feed.ts';
import { govukSearchConnector } from './govuk/govuk-search.ts';
import { mailboxConnector } from './mailbox/mailbox.ts';
import { moderngovConnector } from './moderngov/moderngov.ts';
import { pageConnector } from './page.ts';
import { crossrefConnector } from './research/crossref.ts';
import { europepmcConnector } from './research/europepmc.ts';
import { oaiPmhConnector } from './research/oai-pmh.ts';
import { openalexConnector } from './research/openalex.ts';
import { sitemapConnector } from './sitemap.ts';
import { wordpressConnector } from './wordpress.ts';

const connectors = new Map<SourceKind, Connector>(
  [
    feedConnector,
    govukSearchConnector,
    govukOrganisationFeedConnector,
    moderngovConnector,
    wordpressConnector,
    sitemapConnector,
    pageConnector,
    oaiPmhConnector,
    europepmcConnector,
    openalexConnector,
    crossrefConnector,
    mailboxConnector,
  ].map((connector) => [connector.kind, connector]),
);

/** The kind of source that an address is known for, with what to give for it; null where none is. */
export function recognise(
  address: URL,
): { kind: SourceKind; url: string; query: string | null } | null {
  for (const { kind, recognise } of connectors.values()) {
    const found = recognise?.(address);
    if (found) return { kind, ...found };
  }
  return null;
}

/** Whether sources of this kind can be scanned. */
export const canRead = (kind: SourceKind): boolean => connectors.has(kind);

/** The connector for a kind. @throws {SourceFailure} "unsupported" when there is none */
export function connectorFor(kind: SourceKind): Connector {
  const connector = connectors.get(kind);
  if (!connector) {
    throw new SourceFailure('unsupported', `Sources of the kind “${kind}” cannot be read yet.`);
  }
  return connector;
}
