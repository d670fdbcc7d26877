import { eraseAudit } from '#shared/database/erase-audit.ts';
import type { EntityManager } from '#shared/database/open-database.ts';
import { withoutTakenDown } from '#shared/database/without-taken-down.ts';
import {
  AlertLine,
  Assessment,
  Assignment,
  AuditEntry,
  Candidate,
  Deferral,
  DigestChoice,
  DigestLeftOut,
  DigestLine,
  Document,
  EntryRecord,
  KeptMeaning,
  Link,
  Mention,
  PartVectors,
  Passage,
  PassedOver,
  PossibleDuplicate,
  PossibleEdition,
  type Publication,
  SiftStep,
  Sighting,
  Suggestion,
  Tag,
  Upload,
  Version,
  WorkRequest,
} from '#shared/entities/index.ts';
import { withoutItsText } from '#shared/entities/shown-audit.ts';
import { givenByPerson } from './correct-facts.ts';
import { offerWithoutText } from './offer-without-text.ts';

/** How far an erasure goes besides the publication's own text. */
export interface Extent {
  /** Also what people wrote about it: assessments, rationales, notes, tags, and the audit's copies. */
  withNotes: boolean;
  /** Also its title, where that names somebody. */
  withTitle: boolean;
}

const erasedWords = 'Erased';
const erasedTitle = 'Title erased';
const uploadScheme = 'upload:';

/** The text of every version. When and how each was read stays, as proof without words. */
async function eraseVersions(em: EntityManager, publication: Publication): Promise<void> {
  for (const version of await em.find(Version, { publication }, { populate: ['content'] })) {
    version.content = (version.content ?? []).map((document) => ({
      ...document,
      title: '',
      pages: [],
    }));
    version.changeNote = null;
  }
}

/** What sources said of it, and a file that waits to be read. */
async function eraseOffers(em: EntityManager, publication: Publication): Promise<void> {
  for (const candidate of await em.find(Candidate, { publication })) {
    const { url, title } = candidate.offer;
    candidate.offer = offerWithoutText(candidate.offer, title);
    candidate.state = 'recorded';
    candidate.reason = null;
    candidate.nextAttemptAt = null;
    if (url.startsWith(uploadScheme)) {
      await em.nativeDelete(Upload, { hash: url.slice(uploadScheme.length) });
    }
  }
}

const entriesOf = (em: EntityManager, { id }: Publication) =>
  em.find(AuditEntry, { subjectType: 'publication', subjectId: String(id) });

/** All text of the publication itself, in every version and every place that quotes it. */
async function eraseItsText(em: EntityManager, publication: Publication): Promise<void> {
  const documents = await em.find(Document, { publication });
  const ids = documents.map(({ id }) => id);
  await em.nativeDelete(Passage, { document: { $in: ids } });
  // What a model made of the text says something of it still.
  await em.nativeDelete(KeptMeaning, { publication });
  // What was decided in the sift cannot be undone without the words that it would put back.
  await em.nativeDelete(SiftStep, { publication });
  await em.nativeDelete(PartVectors, { publication });
  for (const document of documents) Object.assign(document, { headings: [], textProblem: null });
  await eraseVersions(em, publication);
  await em.nativeUpdate(Suggestion, { publication }, { passage: null, words: [] });
  // A merge may have moved a link to another publication, and its quotation with it.
  const versions = await em.find(Version, { publication }, { fields: ['id'] });
  const quotes = [{ publication }, { version: { $in: versions.map(({ id }) => id) } }];
  await em.nativeUpdate(
    Link,
    { $or: quotes },
    { quote: null, quoteBefore: null, quoteAfter: null, quoteNow: null, earlier: [] },
  );
  await em.nativeUpdate(
    PossibleEdition,
    { $or: [{ older: publication }, { newer: publication }] },
    { said: null },
  );
  await em.nativeUpdate(DigestLine, { publication }, { summary: null });
  await em.nativeUpdate(AlertLine, { publication }, { passage: null, words: [] });
  await eraseOffers(em, publication);
  for (const entry of await entriesOf(em, publication)) {
    const { before, after } = entry;
    eraseAudit(entry, { before: withoutItsText(before), after: withoutItsText(after) });
  }
  Object.assign(publication, {
    summary: null,
    textProblem: null,
    withdrawnNote: null,
    editionsSaid: [],
    fingerprint: null,
    recheckAt: null,
    ...(publication.typeBasis !== givenByPerson && { typeBasis: null }),
    ...(publication.regionBasis !== givenByPerson && { regionBasis: null }),
  });
}

/** What people wrote about it. That they did, and when, stays. */
async function eraseNotes(em: EntityManager, publication: Publication): Promise<void> {
  await em.nativeUpdate(Assessment, { publication }, { meaning: null });
  await em.nativeUpdate(Link, { publication }, { rationale: erasedWords });
  const removed = { publication, removedReason: { $ne: null } };
  await em.nativeUpdate(Link, removed, { removedReason: erasedWords });
  const links = await em.find(Link, { publication }, { fields: ['id'] });
  const answered = links.map(({ id }) => id);
  for (const answer of await em.find(EntryRecord, { kind: 'answer' }))
    if (answered.includes(Number(answer.content.linkId))) answer.words = erasedWords;
  await em.nativeUpdate(DigestLine, { publication }, { meaning: null });
  await em.nativeUpdate(DigestLine, { publication, again: { $ne: null } }, { again: erasedWords });
  const chosen = { publication, reason: { $ne: null } };
  await em.nativeUpdate(DigestChoice, chosen, { reason: erasedWords });
  await em.nativeUpdate(DigestLeftOut, { publication }, { reason: erasedWords });
  const erased = { words: erasedWords, reason: erasedWords };
  await em.nativeUpdate(PassedOver, { publication }, erased);
  await em.nativeDelete(Tag, { publication });
  await em.nativeUpdate(Deferral, { publication }, { why: erasedWords });
  await em.nativeUpdate(Assignment, { publication }, { note: null, answer: null });
  publication.setAsideNote = null;
  if (publication.keptWas) publication.keptWas = { ...publication.keptWas, note: null };
  const pairs = [{ first: publication }, { second: publication }];
  for (const pair of await em.find(PossibleDuplicate, { $or: pairs })) {
    if (pair.merged) pair.merged = { ...pair.merged, setAsideNote: null, tags: [] };
  }
  const ofTakedowns = ['publication.restricted', 'publication.erased', 'publication.restored'];
  for (const entry of await entriesOf(em, publication)) {
    if (ofTakedowns.includes(entry.action)) continue;
    eraseAudit(entry, { before: null, after: null, reason: null });
  }
}

type Payload = Record<string, unknown> | null | undefined;

/** The audit's copies of a title: what was corrected, and what a merge says of the other one. */
async function eraseTitleInAudit(em: EntityManager, publication: Publication): Promise<void> {
  const without = (payload: Payload, field: string): Record<string, unknown> | null =>
    payload && field in payload ? { ...payload, [field]: erasedTitle } : (payload ?? null);
  for (const entry of await entriesOf(em, publication)) {
    const { before, after } = entry;
    eraseAudit(entry, { before: without(before, 'title'), after: without(after, 'title') });
  }
  const ofMerges = ['publication.merged', 'publication.kept-apart', 'publication.merge-undone'];
  for (const entry of await em.find(AuditEntry, { action: { $in: ofMerges } })) {
    if (entry.after?.with !== publication.id) continue;
    eraseAudit(entry, { after: without(entry.after, 'label') });
  }
}

async function eraseTitle(em: EntityManager, publication: Publication): Promise<void> {
  publication.title = erasedTitle;
  for (const entity of [Version, Document, Sighting, DigestLine] as const) {
    await em.nativeUpdate(entity as typeof Version, { publication }, { title: erasedTitle });
  }
  for (const candidate of await em.find(Candidate, { publication })) {
    candidate.offer = { ...candidate.offer, title: erasedTitle };
  }
  await em.nativeUpdate(
    Mention,
    { $or: [{ publication }, { candidate: { publication } }] },
    { title: null },
  );
  await em.nativeUpdate(WorkRequest, { publication }, { title: null });
  await eraseTitleInAudit(em, publication);
}

/** What tests of sources, which read it anew, keep of it. */
async function eraseFromTests(em: EntityManager): Promise<void> {
  for (const request of await em.find(WorkRequest, { kind: 'test', test: { $ne: null } })) {
    const { test } = request;
    if (test && 'found' in test) request.test = await withoutTakenDown(em, test);
  }
}

/**
 * Takes text of a publication that is marked as erased out of every table. What each column holds,
 * and that none is forgotten, is in `test/support/text-columns.ts`.
 */
export async function eraseText(
  em: EntityManager,
  publication: Publication,
  extent: Extent,
): Promise<void> {
  await eraseItsText(em, publication);
  await em.nativeDelete(PossibleDuplicate, {
    state: 'open',
    $or: [{ first: publication }, { second: publication }],
  });
  if (extent.withNotes) await eraseNotes(em, publication);
  if (extent.withTitle) await eraseTitle(em, publication);
  await em.flush();
  await eraseFromTests(em);
}
