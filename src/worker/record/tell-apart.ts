import { Candidate, type Identifier, type Publication, Stray } from '#shared/entities/index.ts';
import type { Services } from '#shared/services.ts';
import { areDifferentThings } from '#shared/text/different-things.ts';
import type { Retrieved } from '../connectors/connector.ts';
import type { Contents } from '../contents/contents.ts';
import {
  anyOf,
  entryIdentity,
  findIdentifiers,
  type Identity,
  identitiesOf,
  isSameIdentity,
  marksOf,
  offeredIdentities,
  ownAddress,
} from './identify.ts';

/** What one candidate's address answered, with all that might identify it. */
export interface OfferedAnswer {
  candidate: Candidate;
  contents: Contents;
  identities: Identity[];
  marks: Identity[];
}

/** What the library knows of the identities of some answers. */
export interface KnownOwners {
  owners: Identifier[];
  strays: Stray[];
  /** Candidates, of the same sources, of publications that own one of the identities. */
  rivals: Candidate[];
}

/** An identity that offers of different things lead to. */
export interface Shared {
  identity: Identity;
  rivals: Candidate[];
}

export interface Verdict {
  /** Addresses and texts that identify none of those that lead there. */
  shared: Shared[];
  /** The address offered here, to which what other offers answered led: it is this one's alone. */
  rightful: Shared | null;
  /** The publication that another source offered under this address and title, of several there. */
  withheld: Publication | null;
  /** What identifies the publication, surest first. */
  identities: Identity[];
}

export function answerOf(
  candidate: Candidate,
  retrieved: Retrieved | null,
  contents: Contents,
): OfferedAnswer {
  return {
    candidate,
    contents,
    identities: identitiesOf(candidate, retrieved, contents),
    marks: marksOf(candidate, retrieved, contents),
  };
}

/** Looks up the identities of some answers together. */
export async function knownOf(em: Services['em'], answers: OfferedAnswer[]): Promise<KnownOwners> {
  const all = answers.flatMap(({ identities, marks }) => [...identities, ...marks]);
  // Owners first: whoever takes an identity back leaves strays in the same transaction.
  const owners = await findIdentifiers(em, all);
  const strays = await em.find(
    Stray,
    { $or: [anyOf(all), { candidate: { $in: answers.map(({ candidate }) => candidate.id) } }] },
    { populate: ['candidate', 'candidate.publication'], strategy: 'select-in' },
  );
  if (strays.length > 0) {
    owners.push(
      ...(await findIdentifiers(
        em,
        answers.map(({ candidate }) => entryIdentity(candidate)),
      )),
    );
  }
  const others = owners.filter(({ publication }) =>
    answers.some(({ candidate }) => candidate.publication !== publication),
  );
  const ids = others.flatMap(({ publication }) => [publication.id, publication.mergedIntoId ?? 0]);
  const rivals = ids.length
    ? await em.find(
        Candidate,
        {
          publication: { $in: [...new Set(ids)] },
          source: { $in: [...new Set(answers.map(({ candidate }) => candidate.source.id))] },
        },
        { populate: ['publication'], strategy: 'select-in' },
      )
    : [];
  return { owners, strays, rivals };
}

const rootOf = (publication: Publication | null | undefined) =>
  publication ? (publication.mergedIntoId ?? publication.id) : null;

/** Whether two candidates of one source offer two publications, and no person said that they are one. */
export function areApart(one: Candidate, other: Candidate): boolean {
  if (one.id === other.id || one.source.id !== other.source.id) return false;
  const isMerged =
    one.publication !== other.publication &&
    rootOf(one.publication) !== null &&
    rootOf(one.publication) === rootOf(other.publication);
  const offered = ({ key, offer }: Candidate) => ({ key, url: offer.url, title: offer.title });
  return !isMerged && areDifferentThings(offered(one), offered(other));
}

const owns = (candidate: Candidate, identity: Identity) => {
  const own = ownAddress(candidate);
  return own !== null && isSameIdentity(own, identity);
};

/** Candidates of other things of the same source that lead to an identity. */
function leadingTo(
  { candidate }: OfferedAnswer,
  identity: Identity,
  known: KnownOwners,
): Candidate[] {
  const straying = known.strays
    .filter((row) => isSameIdentity(row, identity))
    .map((row) => row.candidate);
  const owner = known.owners.find((row) => isSameIdentity(row, identity))?.publication;
  const owning =
    owner && owner !== candidate.publication
      ? known.rivals.filter(
          ({ publication }) =>
            publication === owner || (owner.mergedIntoId && publication?.id === owner.mergedIntoId),
        )
      : [];
  return [...new Set([...straying, ...owning])].filter((other) => areApart(candidate, other));
}

/**
 * Judges an answer by the offers. An address or text that offers of different things lead to
 * identifies none of them; but an address that one of them was offered at is that one's own, whatever
 * the others answer. Ids and long texts that a publisher repeats are no reason to leave out a text,
 * only no proof that two publications are one.
 */
export function judge(answer: OfferedAnswer, known: KnownOwners): Verdict {
  const { candidate, identities, marks } = answer;
  const own = ownAddress(candidate);
  const found = (all: Identity[]): Shared[] =>
    all
      .map((identity) => ({ identity, rivals: leadingTo(answer, identity, known) }))
      .filter(({ rivals }) => rivals.length > 0);

  const disputed = found(identities);
  const atOwn = disputed.find(({ identity }) => own && isSameIdentity(own, identity));
  const visitors = atOwn?.rivals.filter((rival) => !owns(rival, atOwn.identity)) ?? [];
  const isOwn = (one: Shared) => one === atOwn && visitors.length === one.rivals.length;
  const shared = [
    ...disputed.filter((one) => one.identity.scheme === 'address' && !isOwn(one)),
    // What leads here has the text from here.
    ...found(marks)
      .map((one) => ({ ...one, rivals: one.rivals.filter((rival) => !visitors.includes(rival)) }))
      .filter(({ rivals }) => rivals.length > 0),
  ];
  const isFree = (identity: Identity) =>
    !shared.some((one) => isSameIdentity(one.identity, identity)) &&
    (owns(candidate, identity) ||
      !(
        disputed.some((one) => isSameIdentity(one.identity, identity)) ||
        known.strays.some(
          (row) => row.candidate.id !== candidate.id && isSameIdentity(row, identity),
        )
      ));
  const said = shared.length > 0 ? offeredIdentities(candidate) : identities;
  const isEntry = own && known.strays.some((row) => isSameIdentity(row, own));
  const isSharedAtOwn = own && shared.some(({ identity }) => isSameIdentity(identity, own));
  const entry = isEntry || isSharedAtOwn ? entryIdentity(candidate) : null;
  const elsewhere = entry && known.owners.find((row) => isSameIdentity(row, entry))?.publication;
  const isWithheld = shared.length === 0 && !!elsewhere && elsewhere !== candidate.publication;
  const free = isWithheld ? offeredIdentities(candidate) : said.filter(isFree);
  return {
    shared,
    rightful: !isWithheld && atOwn && isOwn(atOwn) ? atOwn : null,
    withheld: isWithheld ? elsewhere : null,
    identities: [
      ...(entry ? [entry] : []),
      ...free.filter((one) => !isWithheld || !owns(candidate, one)),
    ],
  };
}

/** Whether what a publication says was fetched, rather than carried by its source. */
export const isFetched = ({ documents }: Pick<Contents, 'documents'>): boolean =>
  documents[0]?.bytesHash != null;
