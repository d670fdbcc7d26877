import type { SourceKind } from '#shared/entities/index.ts';

/**
 * Kinds that the worker has a connector for. The server shows and registers sources without knowing
 * connectors; a test holds this list against the worker's own.
 */
export const readableKinds: readonly SourceKind[] = ['feed', 'govuk-search'];

export const isReadable = (kind: SourceKind): boolean => readableKinds.includes(kind);

/** What a kind is called on the page. */
export const kindInWords: Record<SourceKind, string> = {
  feed: 'Feed (RSS, Atom, JSON)',
  'govuk-search': 'GOV.UK search',
  'govuk-organisation-feed': 'GOV.UK organisation feed',
  moderngov: 'Council committees (ModernGov)',
  wordpress: 'WordPress site',
  sitemap: 'Sitemap',
  page: 'Listing page',
  'oai-pmh': 'Repository (OAI-PMH)',
  europepmc: 'Europe PMC',
  openalex: 'OpenAlex',
  crossref: 'Crossref',
  mailbox: 'Mailbox',
  manual: 'By hand',
};
