import { nameOf, PossibleDuplicate, Publication } from '#shared/entities/index.ts';
import { type NamedPublication, namedPublication } from '#shared/entities/shown-link.ts';
import { standingOf } from '#shared/entities/standing.ts';
import { type TextExit, textExitOf } from '#shared/entities/text-exit.ts';
import { NotFound, SearchUnavailable } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';
import { type ConceptLabel, conceptLabels } from '../library/concept-labels.ts';
import { findSimilar } from '../library/find-similar.ts';
import type { FactOf, PublicationView } from './publication-view.ts';
import { showJudgement } from './show-judgement.ts';
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

async function namedById(
  em: Services['em'],
  id: number | null | undefined,
): Promise<NamedPublication | null> {
  const found = id ? await em.findOne(Publication, id) : null;
  return found && namedPublication(found);
}

/** Publications that are probably the same as this one, waiting for a person to say. */
async function duplicatesOf(em: Services['em'], publicationId: number) {
  const pairs = await em.find(
    PossibleDuplicate,
    { state: 'open', $or: [{ first: publicationId }, { second: publicationId }] },
    { populate: ['first', 'second'] },
  );
  return pairs.map((pair) => {
    const other = pair.first.id === publicationId ? pair.second : pair.first;
    return { pairId: pair.id, ...namedPublication(other) };
  });
}

/** Which day it bears, and who said so: the day first seen stands in only where people read it as that. */
function dayOf({ publishedOn, publishedOnBasis }: Publication) {
  if (publishedOnBasis === 'first-seen') return { publishedOn: null, publishedOnBasis: null };
  return { publishedOn: publishedOn ?? null, publishedOnBasis: publishedOnBasis ?? null };
}

/** When it was read and will be again, and what its publisher did with it since. */
function fateOf(row: Publication, exit: TextExit) {
  return {
    textProblem: exit.said(row.textProblem),
    readAt: row.readAt ?? null,
    recheckAt: row.recheckAt ?? null,
    withdrawnAt: row.withdrawnAt ?? null,
    withdrawnNote: exit.said(row.withdrawnNote),
    goneAt: row.goneAt ?? null,
    showsGoneText: row.showsGoneText,
  };
}

function takedownOf(row: Publication): PublicationView['takedown'] {
  if (!row.takedown) return null;
  return {
    kind: row.takedown,
    at: row.takenDownAt ?? row.firstSeenAt,
    by: nameOf(row.takenDownBy),
    reason: row.takedownReason ?? '',
  };
}

/** Whether it was kept or set aside, by whom and why. */
const siftingOf = (row: Publication) => ({
  status: row.status,
  setAsideReason: row.setAsideReason ?? null,
  setAsideNote: row.setAsideNote ?? null,
  siftedBy: nameOf(row.siftedBy),
  siftedAt: row.siftedAt ?? null,
});

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
  const exit = textExitOf(row);
  const labels = await conceptLabels(em);
  return {
    id: row.id,
    title: row.title,
    url: row.url ?? null,
    publisher: row.publisher,
    ...dayOf(row),
    firstSeenAt: row.firstSeenAt,
    type: factOf(labels, row.type, exit.said(row.typeBasis)),
    region: factOf(labels, row.region, exit.said(row.regionBasis)),
    language: row.language ?? null,
    summary: exit.inPart(row.summary),
    source: { id: source.id, name: source.name, licence: source.licence ?? null },
    mayShow: exit.mayShow,
    standing: standingOf(row),
    isBacklog: row.isBacklog,
    describesAbuse: row.describesAbuse,
    ...fateOf(row, exit),
    takedown: takedownOf(row),
    mergedInto: await namedById(em, row.mergedIntoId),
    duplicates: await duplicatesOf(em, publicationId),
    ...siftingOf(row),
    ...(await showJudgement(em, publicationId, exit)),
    ...(await showRecord(em, publicationId, exit)),
    similar: await similarIfAsked({ em, search }, publicationId),
  };
}
