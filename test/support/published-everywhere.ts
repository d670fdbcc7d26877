import { approveDigest } from '#shared/digests/approve-digest.ts';
import { ensureDigest, presentWeek, weekBefore } from '#shared/digests/weeks.ts';
import {
  AlertLine,
  AlertMessage,
  Candidate,
  Concept,
  Delivery,
  Digest,
  DigestChoice,
  DigestLeftOut,
  Document,
  EntryRecord,
  entities,
  Identifier,
  Mention,
  type Offer,
  PassedOver,
  PossibleDuplicate,
  PossibleEdition,
  Publication,
  SavedSearch,
  SearchAlert,
  Sighting,
  type SourceTest,
  Subscriber,
  Suggestion,
  Upload,
  User,
  Version,
  WorkRequest,
} from '#shared/entities/index.ts';
import { addTag } from '#shared/judging/add-tag.ts';
import { assessPublication } from '#shared/judging/assess-publication.ts';
import { createApiToken } from '#shared/people/api-tokens.ts';
import { tokenHash } from '#shared/people/tokens.ts';
import { removeLink } from '#shared/plans/links/change-link.ts';
import { linkToEntry } from '#shared/plans/links/link-to-entry.ts';
import { compareMatch } from '#shared/plans/matches/compare-match.ts';
import { openMatch } from '#shared/plans/matches/open-match.ts';
import { describeFigure, noteFigure } from '#shared/plans/records/say-of-entry.ts';
import { correctFacts } from '#shared/publications/correct-facts.ts';
import { mergePublications } from '#shared/publications/decide-duplicate.ts';
import type { OpenServices } from '#shared/services.ts';
import { assign, handBack } from '#shared/sift/assign.ts';
import { decideInSift } from '#shared/sift/decide-in-sift.ts';
import { hour } from '#shared/text/durations.ts';
import { offerOf } from '#worker/connectors/connector.ts';
import { givenPlanEntry } from './builders/plan-entry.ts';
import { givenPublication } from './builders/publication.ts';
import { givenSource } from './builders/source.ts';
import { actorOf } from './builders/user.ts';
import { indexNow } from './fresh-services.ts';
import { holdings, markerOf, textColumns } from './text-columns.ts';

const url = 'https://marlby.example/reviews/hotels';
const feedToken = 'feed-token-of-the-test';

/** Ids and tokens that addresses of the published thing are made of. */
export interface Published {
  publicationId: number;
  documentIds: number[];
  entryId: number;
  linkIds: number[];
  figureId: number;
  planId: number;
  matchId: number;
  sourceId: number;
  requestIds: number[];
  mentionIds: number[];
  previewId: number;
  searchId: number;
  feedToken: string;
  stopToken: string;
  unsubscribeToken: string;
  conceptId: string;
  weeks: string[];
  token: string;
}

const offer: Offer = offerOf({ key: 'hotels', url, title: 'Review of hotels' });

const testOf = (publicationId: number): SourceTest => ({
  found: 'A feed.',
  offered: 1,
  latest: [{ title: 'Review of hotels', url, publishedOn: null }],
  taken: [{ title: 'Review of hotels', url, publishedOn: null }],
  everyDays: null,
  warnings: [],
  stored: [
    {
      title: 'Review of hotels',
      url,
      publisher: 'Marlby',
      publishedOn: '2026-09-07',
      publishedOnBasis: 'source',
      summary: 'About hotels.',
      type: null,
      region: null,
      language: null,
      documents: [
        { title: 'One', mediaType: 'text/html', pageCount: null, words: 2, problem: null },
        { title: 'Two', mediaType: 'text/html', pageCount: null, words: 2, problem: null },
      ],
      problem: null,
      knownAs: { id: publicationId, title: 'Review of hotels' },
    },
  ],
});

/** How the rows of each table are told that hold something of the publication. */
const whereOf: Record<string, (publication: number) => object> = {
  Publication: (id) => ({ id }),
  Passage: (publication) => ({ document: { publication } }),
  AuditEntry: (publication) => ({ subjectType: 'publication', subjectId: String(publication) }),
  PossibleDuplicate: (publication) => ({ first: publication }),
  PossibleEdition: (publication) => ({ newer: publication }),
  EntryRecord: () => ({ kind: 'answer' }),
  Upload: () => ({ id: { $gt: 0 } }),
  WorkRequest: () => ({ kind: 'test' }),
  'WorkRequest.title': (publication) => ({ publication }),
};

/**
 * Puts a marker of its own into each column that holds something of the publication.
 *
 * @throws when a table has no row of it: then nothing would be tested
 */
async function mark(services: OpenServices, publicationId: number): Promise<void> {
  const em = services.orm.em.fork();
  for (const [column, { holds }] of Object.entries(textColumns)) {
    const [name = '', property = ''] = column.split('.');
    const entity = entities.find((one) => one.name === name);
    const where = (whereOf[column] ?? whereOf[name])?.(publicationId) ?? {
      publication: publicationId,
    };
    const populate = (name === 'Version' && ['content']) || (name === 'Upload' && ['bytes']) || [];
    const rows = await em.find(entity as typeof Publication, where, {
      populate: populate as never,
    });
    if (rows.length === 0) throw new Error(`nothing of the publication is in ${column}`);
    for (const row of rows as unknown as Record<string, unknown>[]) {
      for (const holding of holdings) {
        const put = holds[holding];
        if (put) row[property] = put(row[property] as never, markerOf(column, holding));
      }
    }
  }
  // Takedowns of earlier versions did not know which titles were copied where.
  await em.flush();
}

/** Rows that only the worker makes: what sources offered, tests found, and mails will list. */
async function givenWorkersRows(services: OpenServices, publication: Publication, user: User) {
  const em = services.orm.em.fork();
  const { id, source } = publication;
  const at = services.clock();
  em.create(Identifier, { publication: id, scheme: 'address', value: url });
  em.create(Sighting, { publication: id, source: source.id, url, title: offer.title, seenAt: at });
  for (const [key, address] of [
    ['hotels', url],
    ['upload', `upload:${'b'.repeat(64)}`],
  ] as const) {
    em.create(Candidate, {
      source: source.id,
      key,
      offer: { ...offer, key, url: address },
      offerHash: 'a'.repeat(64),
      firstOfferedAt: at,
      lastOfferedAt: at,
      state: key === 'upload' ? 'unread' : 'recorded',
      publication: id,
    });
  }
  em.create(Upload, {
    hash: 'b'.repeat(64),
    fileName: 'hotels.pdf',
    mediaType: 'application/pdf',
    bytes: Buffer.from('x'),
    uploadedAt: at,
  });
  const requests = [
    em.create(WorkRequest, {
      kind: 'test',
      source: source.id,
      requestedAt: at,
      state: 'done',
      test: testOf(id),
    }),
    em.create(WorkRequest, {
      kind: 'add',
      url: `upload:${'b'.repeat(64)}`,
      title: 'hotels.pdf',
      requestedBy: user.id,
      requestedAt: at,
      state: 'done',
      publication: id,
    }),
  ];
  const mention = em.create(Mention, {
    way: 'minutes',
    title: 'Review of hotels',
    url,
    reachedAt: at,
    addedAt: at,
    publication: id,
  });
  const preview = em.create(WorkRequest, {
    kind: 'test',
    requestedAt: at,
    state: 'done',
    test: {
      ...testOf(id),
      draft: { name: 'Draft', publisher: 'Marlby', kind: 'feed', url, mayShow: 'text' },
    },
  });
  const search = em.create(SavedSearch, {
    name: 'Hotels',
    parameters: 'q=hotel',
    owner: user.id,
    isShared: true,
    createdAt: at,
    feedTokenHash: tokenHash(feedToken),
    feedTokenMadeAt: at,
  });
  const alert = em.create(SearchAlert, {
    search,
    user: user.id,
    rhythm: 'at-once',
    since: new Date(at.getTime() - 48 * hour),
    checkedAt: at,
    checkedState: null,
  });
  const message = em.create(AlertMessage, {
    user: user.id,
    rhythm: 'at-once',
    createdAt: at,
    messageId: '<alert.test@skylark.test>',
    stopToken: 'stop-token-of-the-test',
    nextAttemptAt: at,
  });
  em.create(AlertLine, { alert, publication: id, message, position: 0, words: ['hotel'], page: 1 });
  em.create(Subscriber, {
    email: 'reader@marlby.example',
    unsubscribeToken: 'unsubscribe-token-of-the-test',
    createdAt: at,
  });
  await em.flush();
  return {
    requestIds: requests.map((one) => one.id),
    mentionIds: [mention.id],
    previewId: preview.id,
    searchId: search.id,
  };
}

async function givenJudgement(services: OpenServices, publicationId: number, user: User) {
  const by = actorOf(user);
  const em = services.orm.em.fork();
  const entry = await givenPlanEntry(em);
  const concept = await em.findOneOrFail(Concept, { id: 'county-lines' });
  const at = services.clock();
  for (const part of [{ concept: concept.id }, { entry: entry.id }]) {
    em.create(Suggestion, {
      publication: publicationId,
      ...part,
      words: ['hotel'],
      strength: 'strong',
      passage: 'In a hotel.',
      page: 1,
      createdAt: at,
    });
  }
  await em.flush();
  await addTag(services.fork(), { publicationId, label: 'hotels', by });
  const later = { verdict: 'later', why: 'The annex is to come' } as const;
  await decideInSift(services.fork(), { publicationId, by, decision: later });
  await assign(services.fork(), { publicationId, to: user.id, note: 'Ours?', by });
  await handBack(services.fork(), { publicationId, answer: 'Yes.', mayJudge: true, by });
  await assessPublication(services.fork(), { publicationId, meaning: 'Ask hotels.', by });
  await correctFacts(services.fork(), { publicationId, title: 'Review of hotels, corrected', by });
  const links = [];
  for (const quote of ['In a hotel.', 'In a hotel.']) {
    const link = await linkToEntry(services.fork(), {
      publicationId,
      entryId: entry.id,
      bearing: 'supports',
      rationale: 'It says so.',
      quote,
      by,
    });
    links.push(link.id);
  }
  em.create(EntryRecord, {
    entry,
    kind: 'answer',
    content: { linkId: links[0] },
    words: 'Hotels were asked.',
    saidAt: at,
  });
  await em.flush();
  const named = { name: 'Hotel staff trained', target: 300 };
  const measureId = await describeFigure(services.fork(), {
    entryId: entry.id,
    measure: named,
    by,
  });
  await noteFigure(services.fork(), { entryId: entry.id, measureId, value: 220, by });
  await removeLink(services.fork(), { linkId: links[1] ?? 0, reason: 'Twice', by });
  // Linking accepts the suggestion; another entry's stays open.
  await em.nativeUpdate(Suggestion, { publication: publicationId }, { state: 'open' });
  const matchId = await openMatch(services.fork(), {
    title: 'Their list',
    text: '1. Ask hotels.',
    planId: null,
    by,
  });
  await compareMatch(services.fork(), { matchId, vocabulary: [] });
  return {
    ...{ entryId: entry.id, planId: entry.plan.id, linkIds: links, conceptId: concept.id },
    figureId: measureId,
    matchId,
  };
}

/** Another publication that a person merged into it. */
async function givenMerged(services: OpenServices, publication: Publication, user: User) {
  const em = services.orm.em.fork();
  const other = await givenPublication(em, {
    title: 'The same review of hotels',
    url: 'https://elsewhere.example/hotels',
    source: await givenSource(em),
  });
  const pair = em.create(PossibleDuplicate, {
    first: publication.id,
    second: other,
    distance: 1,
    foundAt: services.clock(),
  });
  em.create(PossibleEdition, {
    older: await givenPublication(em, { title: 'Review of inns', url: 'https://inns.example/' }),
    newer: publication.id,
    basis: 'publisher',
    said: 'It replaces the review of inns.',
    foundAt: services.clock(),
  });
  await em.flush();
  const by = actorOf(user);
  await mergePublications(services.fork(), { pairId: pair.id, keptId: publication.id, by });
}

/** A digest of last week that is frozen and being sent, with the publication in it. */
async function givenFrozenDigest(services: OpenServices, publicationId: number, user: User) {
  const present = presentWeek(services.clock());
  const last = weekBefore(present);
  const em = services.orm.em.fork();
  const kept = (day: string) =>
    em.nativeUpdate(
      Publication,
      { id: publicationId },
      { status: 'kept', siftedAt: new Date(`${day}T12:00:00Z`), siftedBy: user.id },
    );
  await kept(last.startsOn);
  const confirmed = [publicationId];
  await approveDigest(services.fork(), { week: last.week, by: actorOf(user), confirmed });
  await kept(present.startsOn);
  await ensureDigest(services.fork(), present.week);
  const digest = await em.findOneOrFail(Digest, { week: last.week });
  em.create(Delivery, {
    digest,
    subscriber: await em.findOneOrFail(Subscriber, { email: 'reader@marlby.example' }),
    messageId: '<digest.test@skylark.test>',
    nextAttemptAt: services.clock(),
  });
  em.create(DigestLeftOut, {
    digest,
    publication: publicationId,
    kind: 'later',
    reason: 'It waited.',
  });
  em.create(PassedOver, {
    digest,
    publication: publicationId,
    key: 'key',
    kind: 'blaming',
    words: 'absconded',
    reason: 'It is a term of the law.',
    passedAt: services.clock(),
  });
  em.create(DigestChoice, {
    week: present.week,
    publication: publicationId,
    choice: 'again',
    reason: 'It changed.',
    chosenAt: services.clock(),
  });
  digest.state = 'sending';
  await em.flush();
  return [last.week, present.week];
}

/**
 * A publication that is everywhere a publication can be, each text column of each table with a marker
 * of its own.
 */
export async function publishedEverywhere(services: OpenServices): Promise<Published> {
  const em = services.orm.em.fork();
  const user = em.create(User, {
    email: 'admin@marlby.example',
    role: 'administrator',
    createdAt: services.clock(),
  });
  const publication = await givenPublication(em, {
    title: 'Review of hotels',
    url,
    summary: 'About hotels.',
    type: 'doc-lcspr',
    typeBasis: 'The title says “review”.',
    region: 'region-england',
    regionBasis: 'The source covers this region.',
    withdrawnAt: new Date('2026-09-10T09:00:00Z'),
    textProblem: 'Page 9 could not be read.',
    withdrawnNote: 'Replaced.',
    source: await givenSource(em),
    documents: [
      { title: 'The review', pages: [{ number: 1, text: 'In a hotel.' }] },
      { title: 'Annex', textProblem: 'Cut.', pages: [{ number: 2, text: 'More of a hotel.' }] },
    ],
  });
  em.create(Version, {
    publication,
    number: 2,
    readAt: services.clock(),
    title: 'Review of hotels, again',
    hash: 'c'.repeat(64),
    content: [{ title: 'The review', url, pages: [{ number: 1, text: 'In another hotel.' }] }],
    changeNote: 'The text changed.',
  });
  publication.versionNumber = 2;
  await em.flush();
  const { id } = publication;
  const rows = await givenWorkersRows(services, publication, user);
  const judged = await givenJudgement(services, id, user);
  await givenMerged(services, publication, user);
  const weeks = await givenFrozenDigest(services, id, user);
  await mark(services, id);
  await indexNow(services, [id]);
  const by = actorOf(user);
  const documents = await em.fork().find(Document, { publication: id });
  return {
    publicationId: id,
    documentIds: documents.map((one) => one.id),
    sourceId: publication.source.id,
    ...rows,
    ...judged,
    weeks,
    feedToken,
    stopToken: 'stop-token-of-the-test',
    unsubscribeToken: 'unsubscribe-token-of-the-test',
    token: await createApiToken(services.fork(), { userId: user.id, name: 'test', by }),
  };
}

export const publishedUser = 'admin@marlby.example';

/** All that the database says, as one text. */
export async function everyRow(services: OpenServices): Promise<string> {
  const em = services.orm.em.fork();
  const rows: unknown[] = [];
  for (const entity of entities) {
    const populate = (entity === Version && ['content']) || (entity === Upload && ['bytes']) || [];
    const found = await em.find(entity as typeof Publication, {}, { populate: populate as never });
    rows.push(
      ...(found as unknown[]).map((row) =>
        row instanceof Upload ? Buffer.from(row.bytes).toString('latin1') : row,
      ),
    );
  }
  return JSON.stringify(rows).toLowerCase();
}
