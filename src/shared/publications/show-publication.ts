import { PossibleDuplicate, Publication } from '#shared/entities/index.ts';
import { mayShowFor } from '#shared/entities/may-show-of.ts';
import { NotFound, SearchUnavailable } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';
import { type ConceptLabel, conceptLabels } from './concept-labels.ts';
import { findSimilar } from './find-similar.ts';
import type { FactOf, PublicationView } from './publication-view.ts';
import { nameOf, showJudgement } from './show-judgement.ts';
import { showRecord } from './show-record.ts';

const similarShown = 5;

/** The page does without them while search is not available. */
async function similarIfAsked(services: Pick<Services, 'em' | 'search'>, publicationId: number) {
  try {
    return await findSimilar(services, { publicationId, limit: similarShown });
  } catch (error) {
    if (error instanceof SearchUnavailable) return null;
    throw error;
  }
}

function factOf(
  labels: Map<string, ConceptLabel>,
  id: string | null | undefined,
  basis: string | null | undefined,
): FactOf<ConceptLabel> | null {
  if (!id) return null;
  return { value: labels.get(id) ?? { id, label: id, facet: '' }, basis: basis ?? null };
}

async function titleOf(em: Services['em'], id: number | null | undefined) {
  const found = id ? await em.findOne(Publication, id, { fields: ['title'] }) : null;
  return found ? { id: found.id, title: found.title } : null;
}

/** Publications that are probably the same as this one, waiting for a person to say. */
async function duplicatesOf(em: Services['em'], publicationId: number) {
  const pairs = await em.find(
    PossibleDuplicate,
    { state: 'open', $or: [{ first: publicationId }, { second: publicationId }] },
    { populate: ['first', 'second'] },
  );
  return pairs.map((pair) => {
    const { id, title } = pair.first.id === publicationId ? pair.second : pair.first;
    return { pairId: pair.id, id, title };
  });
}

/** Everything there is to say of one publication. @throws {NotFound} */
export async function showPublication(
  { em, search }: Pick<Services, 'em' | 'search'>,
  publicationId: number,
): Promise<PublicationView> {
  const row = await em.findOne(Publication, publicationId, {
    populate: ['source', 'siftedBy', 'takenDownBy'],
  });
  if (!row) throw new NotFound('publication', publicationId);
  const { source } = row;
  const mayShow = mayShowFor(row);
  const labels = await conceptLabels(em);
  const basis = row.publishedOnBasis ?? null;
  return {
    id: row.id,
    title: row.title,
    url: row.url ?? null,
    publisher: row.publisher,
    publishedOn: basis === 'first-seen' ? null : (row.publishedOn ?? null),
    publishedOnBasis: basis === 'first-seen' ? null : basis,
    firstSeenAt: row.firstSeenAt,
    type: factOf(labels, row.type, row.typeBasis),
    region: factOf(labels, row.region, row.regionBasis),
    language: row.language ?? null,
    summary: mayShow === 'link' ? null : (row.summary ?? null),
    source: { id: source.id, name: source.name, licence: source.licence ?? null },
    mayShow,
    isBacklog: row.isBacklog,
    describesAbuse: row.describesAbuse,
    textProblem: row.textProblem ?? null,
    readAt: row.readAt ?? null,
    recheckAt: row.recheckAt ?? null,
    withdrawnAt: row.withdrawnAt ?? null,
    withdrawnNote: row.withdrawnNote ?? null,
    goneAt: row.goneAt ?? null,
    showsGoneText: row.showsGoneText,
    takedown: row.takedown
      ? {
          kind: row.takedown,
          at: row.takenDownAt ?? row.firstSeenAt,
          by: nameOf(row.takenDownBy),
          reason: row.takedownReason ?? '',
        }
      : null,
    mergedInto: await titleOf(em, row.mergedIntoId),
    duplicates: await duplicatesOf(em, publicationId),
    status: row.status,
    setAsideReason: row.setAsideReason ?? null,
    setAsideNote: row.setAsideNote ?? null,
    siftedBy: nameOf(row.siftedBy),
    siftedAt: row.siftedAt ?? null,
    ...(await showJudgement(em, publicationId, mayShow)),
    ...(await showRecord(em, publicationId, mayShow)),
    similar: await similarIfAsked({ em, search }, publicationId),
  };
}
