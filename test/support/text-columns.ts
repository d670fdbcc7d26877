import type { MikroORM } from '@mikro-orm/core';
import type { Offer, SourceTest, VersionDocument } from '#shared/entities/index.ts';

/**
 * What a column holds of publications.
 *
 * text: of the publication itself; in nothing that leaves while it is restricted, nowhere once erased.
 * title: stays while it is restricted, and goes when it is erased with its title.
 * note: what people wrote about it; goes when it is erased with notes.
 */
export const holdings = ['text', 'title', 'note'] as const;
export type Holding = (typeof holdings)[number];

/** Puts a marker into what a column holds. */
type Put = (value: never, marker: string) => unknown;

export interface TextColumn {
  holds: Partial<Record<Holding, Put>>;
  /** Why nothing that leaves has it even before a takedown; left out where something does. */
  keptOnly?: string;
}

const append: Put = (value: string | null, marker) => `${value ?? ''} ${marker}`.trim();
const push: Put = (value: string[] | null, marker) => [...(value ?? []), marker];
const inField =
  (field: string): Put =>
  (value: Record<string, unknown> | null, marker) => ({ ...value, [field]: marker });

const text = { holds: { text: append } };
const title = { holds: { title: append } };
const note = { holds: { note: append } };

const inOffer: Put = (offer: Offer, marker) => ({
  ...offer,
  summary: marker,
  contentHtml: `<p>${marker}</p>`,
  authors: [marker],
  categories: [marker],
  attachments: [{ url: 'https://marlby.example/a.pdf', title: marker, mediaType: null }],
});

const inTest = (field: 'summary' | 'title'): Put => {
  const put = (test: SourceTest, marker: string) => ({
    ...test,
    ...(field === 'title' && {
      latest: test.latest.map((one) => ({ ...one, title: marker })),
      taken: test.taken?.map((one) => ({ ...one, title: marker })),
    }),
    stored: test.stored?.map((one) => ({
      ...one,
      [field]: marker,
      ...(field === 'title' && {
        documents: one.documents.map((document) => ({ ...document, title: marker })),
        knownAs: one.knownAs && { ...one.knownAs, title: marker },
      }),
    })),
  });
  return put;
};

const inContent: Put = (content: VersionDocument[], marker) =>
  content.map((document) => ({
    ...document,
    pages: document.pages.map((page) => ({ ...page, text: `${page.text}\n\n${marker}` })),
  }));

/** Every column that holds something of a publication, by "Entity.property". */
export const textColumns: Record<string, TextColumn> = {
  'Publication.title': title,
  'Publication.summary': text,
  'Publication.typeBasis': text,
  'Publication.regionBasis': text,
  'Publication.textProblem': text,
  'Publication.withdrawnNote': text,
  'Publication.editionsSaid': {
    holds: {
      text: (said: object[], marker: string) => [
        ...said,
        { other: 'newer', words: marker, url: null },
      ],
    },
    keptOnly: 'editions are found by it',
  },
  'PossibleEdition.said': text,
  'Publication.setAsideNote': note,
  'Publication.keptWas': {
    holds: { note: inField('note') },
    keptOnly: 'an undone keeping puts it back',
  },
  'Sighting.title': title,
  'PossibleDuplicate.merged': {
    holds: { note: inField('setAsideNote') },
    keptOnly: 'an undone merge puts it back',
  },
  'Document.title': title,
  'Document.headings': { holds: { text: push }, keptOnly: 'the index finds by them' },
  'Document.textProblem': text,
  'Passage.text': text,
  'Version.title': title,
  'Version.content': { holds: { text: inContent } },
  'Version.changeNote': text,
  'Suggestion.words': { holds: { text: push } },
  'Suggestion.passage': text,
  'Tag.label': note,
  'Assessment.meaning': note,
  'Link.rationale': note,
  'Link.quote': text,
  'Link.quoteBefore': { ...text, keptOnly: 'quotations are found again by it' },
  'Link.quoteAfter': { ...text, keptOnly: 'quotations are found again by it' },
  'Link.quoteNow': text,
  'Link.earlier': {
    holds: {
      text: (earlier: object[], marker: string) => [
        ...earlier,
        {
          quote: marker,
          before: null,
          after: null,
          page: null,
          version: null,
          until: '2026-09-10T08:00:00.000Z',
          by: 'test',
        },
      ],
    },
  },
  'Link.removedReason': note,
  'DigestLine.title': title,
  'DigestLine.summary': text,
  'EntryRecord.words': note,
  'DigestLine.meaning': note,
  'DigestLine.again': note,
  'DigestChoice.reason': note,
  'DigestLeftOut.reason': note,
  'PassedOver.words': note,
  'PassedOver.reason': note,
  'AlertLine.words': { holds: { text: push } },
  'AlertLine.passage': text,
  'Candidate.offer': {
    holds: { text: inOffer, title: inField('title') },
    keptOnly: 'pages show what was recorded of it',
  },
  'AuditEntry.before': { holds: { text: inField('words'), title: inField('title') } },
  'AuditEntry.after': { holds: { text: inField('words'), note: inField('meaning') } },
  'AuditEntry.reason': note,
  'Upload.fileName': { ...title, keptOnly: 'the request for it bears the name' },
  'Upload.bytes': {
    holds: { text: (_: never, marker) => Buffer.from(marker) },
    keptOnly: 'only the worker reads it',
  },
  'Mention.title': title,
  'Deferral.why': note,
  'Assignment.note': note,
  'Assignment.answer': note,
  'SiftStep.was': {
    holds: {
      text: (was: object, marker: string) => ({ ...was, facts: { typeBasis: marker } }),
      note: (was: object, marker: string) => ({
        ...was,
        meaning: { meaning: marker, by: null, at: '' },
      }),
    },
    keptOnly: 'an undone step puts it back',
  },
  'WorkRequest.title': title,
  'WorkRequest.test': { holds: { text: inTest('summary'), title: inTest('title') } },
};

/** Columns that hold nothing of a publication but addresses, ids, hashes, days and our own sentences. */
const without: Record<string, string> = {
  Link: 'fate bearing',
  Publication:
    'url publisher publisherBasis supersededBasis notSupersededBy publishedOn publishedOnBasis status setAsideReason type region language mayShow contentHash fingerprint takedownReason',
  Assessment: 'evidenceStrength horizon',
  Identifier: 'scheme value',
  Sighting: 'url',
  Document: 'url mediaType bytesHash etag lastModified',
  Version: 'hash',
  DigestLine: 'publisher publishedOn url why group',
  Candidate: 'key offerHash reason leasedBy',
  AuditEntry: 'actor action subjectType subjectId payloadHash payloadSalt',
  Upload: 'hash mediaType mayShow',
  WorkRequest: 'kind url reason',
  // People, what they search for, plans, the vocabulary, sources and the program's own records.
  Stray: 'kind scheme value',
  PossibleDuplicate: 'ledTo',
  PossibleEdition: 'basis state',
  // Numbers, and what is wrong with sources and the mail server, in our own sentences.
  Letter: 'kind about content messageId leasedBy reason',
  DigestLeftOut: 'kind',
  PassedOver: 'key kind',
  User: 'email name role',
  Partner: 'name',
  Session: 'tokenHash',
  SignInLink: 'tokenHash requestedFrom',
  SignInAttempt: 'subject',
  ApiToken: 'name tokenHash',
  Subscriber: 'email name unsubscribeToken failure',
  SavedSearch: 'name parameters feedTokenHash',
  SearchAlert: 'checkedState rhythm',
  AlertMessage: 'messageId stopToken reason leasedBy rhythm',
  PastSearch: 'hash parameters',
  Digest: 'week startsOn endsOn intro',
  DigestChoice: 'week choice group',
  Delivery: 'messageId reason leasedBy',
  Plan: 'title note priorities',
  PlanEntry:
    'ref text priority ownerAgency parts leadRole originalDueOn dueOn successMeasure themes status rag ragReason waitsFor waitsOn waitsSince unmetRisk recheckOn disposition dispositionReason retiredReason',
  ProgressNote: 'text owner status rag',
  EntryRecord: 'kind content aboutDay',
  // Of links only how they bear on an entry, never a word.
  KeptState: 'noun values',
  Concept:
    'id facet label synonyms abbreviations expansions hints related needsContext excludeWhen retired note shippedLabel mergedIntoId',
  KeptMeaning: 'model textHash vector',
  PartVectors: 'model hashes vectors',
  Match: 'title state reason fileName mediaType file',
  MatchLine: 'number text suggested vector model answer entries reason atThatTime',
  Suggestion: 'voices',
  LocalWord: 'text kind',
  Source:
    'key kind name publisher publisherType url query licence mayShow region note etag lastModified leasedBy failureReason',
  Scan: 'reason warnings',
  Mention: 'way url publisher publishedOn origin wasSetAside',
  MethodChange: 'subject subjectId name action before after by',
  Meeting: 'heldOn name',
  SuggestionRule: 'search',
  VocabularyChange: 'kind conceptId words undo',
  Deferral: 'week',
  SiftCriteria: 'text',
  SiftMinutes: 'week',
  SiftStep: 'batch verdict seenAfter',
  Lease: 'name holder',
  StateValue: 'name value',
};

const isText = (runtimeType: string) => !/^(number|boolean|Date|bigint)$/.test(runtimeType);

/** Columns of the entities that could hold words, by "Entity.property": told by their metadata. */
export function wordColumns(orm: Pick<MikroORM, 'getMetadata'>): string[] {
  return [...orm.getMetadata().getAll().values()].flatMap(({ className, props }) =>
    props
      .filter(({ kind, runtimeType, items }) => kind === 'scalar' && isText(runtimeType) && !items)
      .map(({ name }) => `${className}.${name}`),
  );
}

/** Those that nobody has said what they hold. */
export function unclassified(columns: string[]): string[] {
  const known = new Set([
    ...Object.keys(textColumns),
    ...Object.entries(without).flatMap(([entity, names]) =>
      names.split(/\s+/).map((name) => `${entity}.${name}`),
    ),
  ]);
  return columns.filter((column) => !known.has(column));
}

/** "zqpublicationsummarytextq": a word that stands nowhere else, and that stemming leaves alone. */
export const markerOf = (column: string, holding: Holding): string =>
  `zq${column.replace('.', '')}${holding}q`.toLowerCase();

/** All markers, with what they mark. */
export const markers = Object.entries(textColumns).flatMap(([column, { holds, keptOnly }]) =>
  holdings.flatMap((holding) =>
    holds[holding] ? [{ column, holding, keptOnly, word: markerOf(column, holding) }] : [],
  ),
);
