import type { Chance } from '#shared/clock.ts';
import { announcementOf } from '#shared/database/announce-to-index.ts';
import type { NewRows } from '#shared/database/new-rows.ts';
import {
  Candidate,
  Document,
  Identifier,
  OutboxRow,
  type Publication,
  Sighting,
  Stray,
  type StrayKind,
} from '#shared/entities/index.ts';
import type { Services } from '#shared/services.ts';
import { plainTitle } from '#shared/text/different-things.ts';
import type { ConceptTerms } from '#shared/text/vocabulary.ts';
import { candidateDueAfterFailure } from '../claiming/rhythm.ts';
import { suggestConcepts } from '../suggest/suggest-concepts.ts';
import { describesAbuse } from './distress.ts';
import {
  entryIdentity,
  findIdentifiers,
  type Identity,
  isSameIdentity,
  keepIdentities,
  offeredIdentities,
  ownAddress,
} from './identify.ts';
import { keepVersion, lastVersion } from './keep-version.ts';
import { addStrays, sharingInWords } from './strays.ts';
import { areApart } from './tell-apart.ts';
import { contentsLeft, factsAsOffered } from './what-is-left.ts';

interface Given {
  /** What the publication was known by, and identifies it no longer. */
  identities: Identity[];
  kind: StrayKind;
  /** The candidate of another publication that leads there too. */
  rival: Candidate;
  vocabulary: ConceptTerms[];
  at: Date;
  chance: Chance;
}

/** A publication that loses what it was known by, and the candidate that it is read from. */
interface Loser {
  publication: Publication;
  reader: Candidate;
}

/**
 * Whether two offers are of the same thing by what they say themselves.
 *
 * @param shared what several lead to, and says nothing
 */
function isSameOffer(one: Candidate, other: Candidate, shared: Identity[]): boolean {
  if (plainTitle(one.offer.title) === plainTitle(other.offer.title)) return true;
  if (areApart(one, other)) return false;
  const said = offeredIdentities(other);
  return offeredIdentities(one).some(
    (id) =>
      said.some((known) => isSameIdentity(known, id)) &&
      !shared.some((not) => isSameIdentity(not, id)),
  );
}

async function withoutText(
  em: Services['em'],
  rows: NewRows,
  { publication, reader }: Loser,
  given: Given,
): Promise<void> {
  const { kind, rival, vocabulary, at } = given;
  const reason = sharingInWords(kind, [rival]);
  const lastTitle = (await lastVersion(em, publication))?.title ?? null;
  const { contents, last } = await contentsLeft(em, publication, reader);
  factsAsOffered(publication, reader, lastTitle);
  await em.nativeDelete(Document, { publication });
  const changes = last ? [reason] : [];
  await keepVersion(em, rows, publication, {
    candidate: reader,
    retrieved: null,
    contents,
    last,
    changes,
    at,
  });
  publication.textProblem = reason;
  publication.language = contents.language;
  publication.describesAbuse = describesAbuse(publication.title, contents.text);
  await suggestConcepts(em, rows, publication, { contents, vocabulary, at });
  rows.add(OutboxRow, announcementOf(publication, at));

  reader.state = 'unread';
  reader.reason = reason;
  reader.attempts = 1;
  reader.nextAttemptAt = candidateDueAfterFailure(at, 1, null, given.chance());
}

/** Leaves a publication what its own offer says of its identity. */
async function keepOffered(
  em: Services['em'],
  rows: NewRows,
  { publication, reader }: Loser,
  shared: Identity[],
): Promise<void> {
  await em.nativeDelete(Identifier, {
    publication,
    scheme: { $in: ['address', 'content', 'text', 'entry'] },
  });
  const own = ownAddress(reader);
  const isShared =
    own &&
    (shared.some((one) => isSameIdentity(one, own)) || (await em.count(Stray, { ...own })) > 0);
  const left = [
    ...offeredIdentities(reader).filter((one) => !(isShared && isSameIdentity(one, own))),
    ...(isShared ? [entryIdentity(reader)] : []),
  ];
  keepIdentities(rows, publication, left, await findIdentifiers(em, left));
}

/** An offer of another publication after all: it is read again and recorded by itself. */
async function giveBack(
  em: Services['em'],
  { publication, reader, at }: Loser & { at: Date },
  candidate: Candidate,
): Promise<void> {
  candidate.publication = null;
  candidate.state = 'pending';
  candidate.attempts = 0;
  candidate.nextAttemptAt = at;
  const readers = offeredIdentities(reader);
  for (const one of offeredIdentities(candidate)) {
    if (readers.some((other) => isSameIdentity(one, other))) continue;
    await em.nativeDelete(Identifier, { publication, ...one });
  }
  if (candidate.source.id === reader.source.id && candidate.offer.url === reader.offer.url) return;
  await em.nativeDelete(Sighting, {
    publication,
    source: candidate.source,
    url: candidate.offer.url.slice(0, 2000),
  });
}

/** Whether a publication was offered at the very address that is disputed, and the rival was not. */
function hasRightTo(identities: Identity[], reader: Candidate, rival: Candidate): boolean {
  const own = ownAddress(reader);
  const rivalsOwn = ownAddress(rival);
  return (
    own !== null &&
    identities.some((one) => isSameIdentity(one, own)) &&
    !(rivalsOwn && isSameIdentity(rivalsOwn, own))
  );
}

/** Leaves a publication what its own offer says: neither text nor identity that others share. */
async function leaveAsOffered(
  em: Services['em'],
  rows: NewRows,
  { publication, reader }: Loser,
  given: Given,
): Promise<void> {
  const { identities } = given;
  const [page] = await em.find(Document, { publication, position: 0 });
  // What the source itself carried stays: no address answered it.
  if (publication.takedown !== 'erased' && page?.bytesHash) {
    await withoutText(em, rows, { publication, reader }, given);
  }
  await keepOffered(em, rows, { publication, reader }, identities);
  addStrays(rows, reader, given);
}

/** A publication is no longer found by these, but for the address at which it was offered. */
async function forget(
  em: Services['em'],
  publication: Publication,
  reader: Candidate,
  identities: Identity[],
): Promise<void> {
  const own = ownAddress(reader);
  const gone = identities.filter((one) => !own || !isSameIdentity(one, own));
  for (const { scheme, value } of gone) {
    await em.nativeDelete(Identifier, { publication, scheme, value });
  }
}

/**
 * Takes back what a publication was known by, because an offer of another thing leads there as well:
 * the text that was read there is not its own, and other offers that joined it through that are
 * offered again. A publication that was offered at this very address keeps it, with its text; so does
 * one of another source, which only is no longer found by it.
 *
 * @param publication held by the transaction
 */
export async function takeBack(
  em: Services['em'],
  rows: NewRows,
  publication: Publication,
  given: Given,
): Promise<void> {
  const { identities, rival, at } = given;
  const all = await em.find(Candidate, { publication }, { populate: ['source', 'scan'] });
  const reader = all.find(({ id }) => id === publication.readFromId) ?? all[0];
  if (!reader) return;

  const isOf = (candidate: Candidate) =>
    candidate === reader || isSameOffer(candidate, reader, identities);
  const isApart = all.some((one) => areApart(one, rival) && isOf(one));
  if (isApart && !hasRightTo(identities, reader, rival)) {
    await leaveAsOffered(em, rows, { publication, reader }, given);
  } else await forget(em, publication, reader, identities);
  for (const candidate of all) {
    if (isOf(candidate)) continue;
    await giveBack(em, { publication, reader, at }, candidate);
    if (candidate.source.id === rival.source.id) addStrays(rows, candidate, given);
  }
}
