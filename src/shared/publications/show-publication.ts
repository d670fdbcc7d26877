import { Publication } from '#shared/entities/index.ts';
import { NotFound } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';
import { type ConceptLabel, conceptLabels } from './concept-labels.ts';
import { findSimilar } from './find-similar.ts';
import { mayShowOf } from './may-show-of.ts';
import type { FactOf, PublicationView } from './publication-view.ts';
import { nameOf, showJudgement } from './show-judgement.ts';
import { showRecord } from './show-record.ts';

const similarShown = 5;

function factOf(
  labels: Map<string, ConceptLabel>,
  id: string | null | undefined,
  basis: string | null | undefined,
): FactOf<ConceptLabel> | null {
  if (!id) return null;
  return { value: labels.get(id) ?? { id, label: id, facet: '' }, basis: basis ?? null };
}

/** Everything there is to say of one publication. @throws {NotFound} */
export async function showPublication(
  { em, search }: Pick<Services, 'em' | 'search'>,
  publicationId: number,
): Promise<PublicationView> {
  const row = await em.findOne(Publication, publicationId, { populate: ['source', 'siftedBy'] });
  if (!row) throw new NotFound('publication', publicationId);
  const { source } = row;
  const mayShow = mayShowOf({ mayShow: source.mayShow, isGone: !!row.goneAt });
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
    status: row.status,
    setAsideReason: row.setAsideReason ?? null,
    setAsideNote: row.setAsideNote ?? null,
    siftedBy: nameOf(row.siftedBy),
    siftedAt: row.siftedAt ?? null,
    ...(await showJudgement(em, publicationId, mayShow)),
    ...(await showRecord(em, publicationId, mayShow)),
    similar: await findSimilar({ em, search }, { publicationId, limit: similarShown }),
  };
}
