/** A kind of source, as whoever adds one sees it. */
interface Row {
  /** What it is called on the page. */
  words: string;
  /** What to give for it. */
  hint: string;
}

/**
 * Kinds that the worker has a connector for, in the order of the form. The server shows and registers
 * sources without knowing connectors; a test holds this table against the worker's own. The list grows:
 * no column repeats it.
 */
const readable = {
  feed: {
    words: 'Feed (RSS, Atom, JSON)',
    hint: 'The address of the feed, or of a page that names one.',
  },
  'govuk-search': {
    words: 'GOV.UK search',
    hint: 'https://www.gov.uk/api/search.json, with a question like q="county lines".',
  },
  'govuk-organisation-feed': {
    words: 'GOV.UK organisation feed',
    hint: 'https://www.gov.uk/government/organisations/….atom',
  },
  moderngov: {
    words: 'Council committees (ModernGov)',
    hint: 'The council’s democracy site, with CId=1170 for a committee, SS=child exploitation for a search of its papers, or nothing for what is new.',
  },
  wordpress: {
    words: 'WordPress site',
    hint: 'The site’s address; search=exploitation narrows it.',
  },
  sitemap: {
    words: 'Sitemap',
    hint: 'The site’s address; paths=review|exploitation keeps addresses with one of these words.',
  },
  page: {
    words: 'Listing page',
    hint: 'The page that lists the publications. selector=.reviews narrows it to a part of the page, match=review|exploitation to links with one of these words.',
  },
  'oai-pmh': {
    words: 'Repository (OAI-PMH)',
    hint: 'The repository’s OAI-PMH address; match=exploitation|trafficking keeps records with one of these words.',
  },
  europepmc: {
    words: 'Europe PMC',
    hint: 'https://www.ebi.ac.uk/europepmc/webservices/rest/search, with query=("county lines").',
  },
  openalex: {
    words: 'OpenAlex',
    hint: 'https://api.openalex.org/works, with filter=title_and_abstract.search:"county lines".',
  },
  crossref: {
    words: 'Crossref',
    hint: 'https://api.crossref.org/works, with query=child exploitation.',
  },
  mailbox: {
    words: 'Mailbox',
    hint: 'A folder, like imaps://mail.example.org/Newsletters: an administrator gives the password.',
  },
} as const satisfies Record<string, Row>;
type ReadableKind = keyof typeof readable;

/** How a source is read; "manual" is what people add by hand. */
export type SourceKind = ReadableKind | 'manual';

export const readableKinds = Object.keys(readable) as readonly ReadableKind[];

export const sourceKinds: readonly SourceKind[] = [...readableKinds, 'manual'];

export const isReadable = (kind: SourceKind): boolean => Object.hasOwn(readable, kind);

const each = <T>(of: (row: Row) => T) =>
  Object.fromEntries(Object.entries(readable).map(([kind, row]) => [kind, of(row)])) as Record<
    ReadableKind,
    T
  >;

/** What a kind is called on the page. */
export const kindInWords: Record<SourceKind, string> = {
  ...each(({ words }) => words),
  manual: 'By hand',
};

/** What to give for a kind, for whoever adds a source. */
export const kindHints: Partial<Record<SourceKind, string>> = each(({ hint }) => hint);
