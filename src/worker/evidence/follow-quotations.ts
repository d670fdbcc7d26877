import { LockMode } from '@mikro-orm/core';
import { Document, Link, Publication, Version } from '#shared/entities/index.ts';
import { settleFate } from '#shared/plans/evidence/settle-fate.ts';
import type { Services } from '#shared/services.ts';
import { type Alignment, alignUnits } from '#shared/text/quotation/align-units.ts';
import { type Finding, findAgain, placeAt } from '#shared/text/quotation/find-again.ts';
import { type FoundPlace, findPlace } from '#shared/text/quotation/find-place.ts';
import { readText, type Text } from '#shared/text/quotation/read-text.ts';
import { contentsOfVersion } from '../contents/contents.ts';

/** Publications whose quotations are looked for in one go. */
const batch = 20;

type Em = Services['em'];

/** A version's text, without what runs through its pages. */
const textOf = (version: Version): Text =>
  readText(
    contentsOfVersion(version).documents.flatMap(({ body }, document) =>
      body.map(({ number, text }) => ({ number, text, document })),
    ),
  );

/** What was found of one link, before anything is written. */
interface Looked {
  link: number;
  /** As it was when it was looked for: another one meanwhile is looked for again. */
  quote: string | null;
  finding: Finding;
  /** Where it stood in the version relied on. */
  stood: { before: string; after: string } | null;
}

function lookFor(link: Link, alignment: Alignment, isSameText: boolean): Looked {
  const quote = link.quote ?? null;
  if (!quote) {
    const kind = isSameText ? 'unchanged' : 'edited';
    const place = {
      at: 0,
      start: 0,
      document: 0,
      page: link.page ?? null,
      words: '',
      before: '',
      after: '',
    };
    return { link: link.id, quote, finding: { kind, place, changes: [] }, stood: null };
  }
  const found: FoundPlace | null = findPlace(alignment.was, {
    quote,
    before: link.quoteBefore ?? '',
    after: link.quoteAfter ?? '',
    page: link.page ?? null,
  });
  const { before, after } = found ? placeAt(alignment.was, found.place) : { before: '', after: '' };
  return {
    link: link.id,
    quote,
    finding: findAgain(alignment, found),
    stood: found && { before, after },
  };
}

/** Looks for the quotations of all links to one publication in what it says now. Writes nothing. */
async function lookAt(em: Em, publication: Publication): Promise<Looked[]> {
  const current = await em.findOne(
    Version,
    { publication, number: publication.versionNumber },
    { populate: ['content'] },
  );
  if (!current) return [];
  const links = await em.find(Link, {
    publication,
    removedAt: null,
    $or: [{ checkedVersion: null }, { checkedVersion: { $ne: publication.versionNumber } }],
  });
  const now = textOf(current);
  const looked: Looked[] = [];
  for (const [id, ofVersion] of Map.groupBy(links, ({ version }) => version?.id ?? current.id)) {
    const relied = await em.findOneOrFail(Version, id, { populate: ['content'] });
    const was = relied.id === current.id ? now : textOf(relied);
    const alignment = alignUnits(was, now);
    const isSameText = relied.hash === current.hash;
    looked.push(...ofVersion.map((link) => lookFor(link, alignment, isSameText)));
  }
  return looked;
}

/** Notes what was found of one link, unless it is another one meanwhile. */
async function settleOne(
  em: Em,
  { link: id, quote, finding, stood }: Looked,
  { version, documents, at }: { version: number; documents: Document[]; at: Date },
): Promise<void> {
  const link = await em.findOneOrFail(Link, id);
  if ((link.quote ?? null) !== quote || link.removedAt) return;
  link.quoteBefore ??= stood?.before ?? null;
  link.quoteAfter ??= stood?.after ?? null;
  const place = 'place' in finding ? finding.place : null;
  const hasPlace = quote !== null || link.page != null;
  settleFate(link, {
    version,
    kind: finding.kind,
    place: quote === null ? null : place,
    document: hasPlace && place ? (documents[place.document] ?? null) : null,
    at,
  });
}

/** Writes down what was found, where publication and links are still what they were. */
async function settle(em: Em, publication: Publication, looked: Looked[], at: Date): Promise<void> {
  const { id, versionNumber: version } = publication;
  await em.fork().transactional(async (em) => {
    const held = await em.findOneOrFail(Publication, id, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (held.versionNumber !== version || held.takedown) return;
    const documents = await em.find(
      Document,
      { publication: id },
      { orderBy: { position: 'asc' } },
    );
    for (const one of looked) await settleOne(em, one, { version, documents, at });
  });
}

/**
 * Looks for the quotations that plans rely on in the versions that came since, each once a version, and
 * notes what became of them. What is interrupted is looked for again, and found the same.
 *
 * @returns how many publications were looked at
 */
export async function followQuotations(services: Pick<Services, 'em' | 'clock'>): Promise<number> {
  const em = services.em.fork();
  const due: { id: number | string }[] = await em.execute(
    `select distinct publication.id from publication join link on link.publication_id = publication.id
      where link.removed_at is null and publication.takedown is null and publication.version_number > 0
        and (link.checked_version is null or link.checked_version <> publication.version_number)
      order by publication.id limit ${batch}`,
  );
  let count = 0;
  for (const { id } of due) {
    const reading = services.em.fork();
    const publication = await reading.findOneOrFail(Publication, Number(id));
    const looked = await lookAt(reading, publication);
    await settle(em, publication, looked, services.clock());
    count += looked.length > 0 ? 1 : 0;
  }
  return count;
}
