import { Mention, Publication, StateValue } from '#shared/entities/index.ts';
import type { Services } from '#shared/services.ts';
import { findPublications } from './find-publications.ts';
import { setAsideAt } from './known.ts';

/** Up to which publication mentions without one were compared. */
const stateName = 'mentions.compared';

/** Mentions that nobody has found or decided, with those that were added with a candidate. */
async function openMentions(em: Services['em']): Promise<Mention[]> {
  return em.find(
    Mention,
    { publication: null, decidedAt: null },
    { populate: ['candidate'], orderBy: { id: 'asc' } },
  );
}

async function settle(em: Services['em'], mention: Mention, publicationId: number): Promise<void> {
  const publication = await em.findOne(Publication, publicationId);
  if (!publication) return;
  mention.publication = publication;
  mention.wasSetAside = setAsideAt(publication, mention.reachedAt);
}

/**
 * Finds the publications that came into the library since for what reached the group by another way
 * before: only what is new is looked through.
 *
 * @returns how many were found
 */
export async function matchMentions({
  em,
  clock,
}: Pick<Services, 'em' | 'clock'>): Promise<number> {
  const own = em.fork();
  const known = await own.findOne(StateValue, { name: stateName });
  const above = Number(known?.value ?? 0);
  const [newest] = await own.find(
    Publication,
    {},
    { orderBy: { id: 'desc' }, limit: 1, fields: ['id'] },
  );
  const upTo = newest?.id ?? 0;
  const open = await openMentions(own);
  const isThereNew = upTo > above;
  const added = open.filter(({ candidate }) => candidate?.publication);
  if (!isThereNew && added.length === 0) return 0;
  const others = isThereNew ? open.filter(({ candidate }) => !candidate?.publication) : [];
  const found = await findPublications(
    own,
    others.map(({ title, url, publisher }) => ({
      title: title ?? null,
      url: url ?? null,
      publisher: publisher ?? null,
    })),
    { above },
  );
  let count = 0;
  for (const mention of added) {
    const id = mention.candidate?.publication?.id;
    if (id) await settle(own, mention, id);
    count += 1;
  }
  for (const [at, mention] of others.entries()) {
    const id = found[at];
    if (!id) continue;
    await settle(own, mention, id);
    count += 1;
  }
  const changedAt = clock();
  if (known) Object.assign(known, { value: upTo, changedAt });
  else own.create(StateValue, { name: stateName, value: upTo, changedAt });
  await own.flush();
  return count;
}
