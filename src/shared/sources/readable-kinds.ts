import type { SourceKind } from '#shared/entities/index.ts';

/**
 * Kinds that the worker has a connector for. The server shows and registers sources without knowing
 * connectors; a test holds this list against the worker's own.
 */
export const readableKinds: readonly SourceKind[] = [
  'feed',
  'govuk-search',
  'govuk-organisation-feed',
  'moderngov',
  'wordpress',
  'sitemap',
  'page',
  'oai-pmh',
  'europepmc',
  'openalex',
  'crossref',
  'mailbox',
];

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

/** What to give for a kind, for whoever adds a source. */
export const kindHints: Partial<Record<SourceKind, string>> = {
  feed: 'The address of the feed, or of a page that names one.',
  'govuk-search': 'https://www.gov.uk/api/search.json, with a question like q="county lines".',
  'govuk-organisation-feed': 'https://www.gov.uk/government/organisations/….atom',
  moderngov:
    'The council’s democracy site, with CId=1170 for a committee, SS=child exploitation for a search of its papers, or nothing for what is new.',
  wordpress: 'The site’s address; search=exploitation narrows it.',
  sitemap: 'The site’s address; paths=review|exploitation keeps addresses with one of these words.',
  page: 'The page that lists the publications. selector=.reviews narrows it to a part of the page, match=review|exploitation to links with one of these words.',
  'oai-pmh':
    'The repository’s OAI-PMH address; match=exploitation|trafficking keeps records with one of these words.',
  europepmc:
    'https://www.ebi.ac.uk/europepmc/webservices/rest/search, with query=("county lines").',
  openalex: 'https://api.openalex.org/works, with filter=title_and_abstract.search:"county lines".',
  crossref: 'https://api.crossref.org/works, with query=child exploitation.',
  mailbox:
    'A folder, like imaps://mail.example.org/Newsletters: an administrator gives the password.',
};
