import { describe, expect, it } from 'vitest';
import { Link, PossibleDuplicate, Publication, Sighting, Tag } from '#shared/entities/index.ts';
import { addTag } from '#shared/judging/add-tag.ts';
import { buildIndexDocuments } from '#shared/library/build-index-document.ts';
import { linkToEntry } from '#shared/plans/links/link-to-entry.ts';
import {
  keepApart,
  mergePublications,
  undoDuplicateDecision,
} from '#shared/publications/decide-duplicate.ts';
import { listDuplicates } from '#shared/publications/list-duplicates.ts';
import { showPublication } from '#shared/publications/show-publication.ts';
import { fingerprintOf } from '#shared/text/fingerprint.ts';
import { findDuplicates } from '#worker/record/find-duplicates.ts';
import { givenPlanEntry } from '../support/builders/plan-entry.ts';
import { givenPublication } from '../support/builders/publication.ts';
import { givenSource } from '../support/builders/source.ts';
import { databaseKinds } from '../support/databases.ts';
import { freshServices } from '../support/fresh-services.ts';

const by = { userId: null, name: 'coordinator@example.org' };
const words = Array.from({ length: 300 }, (_, at) => `word${(at * 7919) % 997}`);
const text = words.join(' ');
const edited = words.map((word, at) => (at === 150 ? 'changed' : word)).join(' ');
const another = [...words].reverse().join(' ');

describe.each(databaseKinds)('probable duplicates on %s', (kind) => {
  async function aPair() {
    const services = await freshServices(kind);
    const em = services.orm.em.fork();
    const publications: Publication[] = [];
    for (const [at, content] of [text, edited, another].entries()) {
      const source = await givenSource(em, { key: `source-${at}`, name: `Source ${at}` });
      const publication = await givenPublication(em, {
        source,
        title: `Review ${at}`,
        url: `https://source-${at}.example/r`,
        fingerprint: fingerprintOf(content),
      });
      em.create(Sighting, {
        publication,
        source,
        url: `https://source-${at}.example/r`,
        title: publication.title,
        seenAt: new Date('2026-09-08T06:00:00Z'),
      });
      publications.push(publication);
    }
    await em.flush();
    expect(await findDuplicates(services.fork())).toBe(3);
    const [first, second] = publications.map(({ id }) => id) as [number, number];
    const { items } = await listDuplicates(services.fork(), { page: 1, size: 10 });
    expect(items.map((pair) => [pair.first.id, pair.second.id])).toEqual([[first, second]]);
    return { services, em, first, second, pairId: items[0]?.id ?? 0 };
  }

  it('finds texts that are nearly the same, once', async () => {
    const { services } = await aPair();
    expect(await findDuplicates(services.fork())).toBe(0);
    await services.orm.em
      .fork()
      .nativeUpdate(Publication, { id: { $gt: 0 } }, { comparedVersion: 0 });
    await findDuplicates(services.fork());
    expect(await services.orm.em.fork().count(PossibleDuplicate)).toBe(1);
  });

  it('keeps the nearest few of what a form repeats', async () => {
    const services = await freshServices(kind);
    const em = services.orm.em.fork();
    const source = await givenSource(em);
    for (let at = 0; at < 30; at += 1) {
      const content = words.map((word, place) => (place === at * 9 ? 'filled' : word)).join(' ');
      await givenPublication(em, {
        source,
        title: `Form ${at}`,
        url: `https://forms.example/${at}`,
        fingerprint: fingerprintOf(content),
      });
    }

    expect(await findDuplicates(services.fork())).toBe(30);

    const pairs = await services.orm.em.fork().find(PossibleDuplicate, {});
    const inPairs = new Set(pairs.flatMap(({ first, second }) => [first.id, second.id]));
    expect(inPairs.size).toBe(30);
    // All with all would be 435.
    expect(pairs.length).toBeLessThanOrEqual(300);
  });

  it('merges into the one kept, and gives everything back', async () => {
    const { services, em, first, second, pairId } = await aPair();
    const entry = await givenPlanEntry(em);
    await addTag(services.fork(), { publicationId: second, label: 'hotels', by });
    await linkToEntry(services.fork(), {
      publicationId: second,
      entryId: entry.id,
      bearing: 'supports',
      rationale: 'It shows how.',
      by,
    });

    await mergePublications(services.fork(), { pairId, keptId: first, by });
    const kept = await showPublication(services.fork(), first);
    expect(kept.sightings.map(({ sourceName }) => sourceName)).toEqual(['Source 0', 'Source 1']);
    expect(kept.tags.map(({ label }) => label)).toEqual(['hotels']);
    expect(kept.links).toHaveLength(1);
    const other = await showPublication(services.fork(), second);
    expect(other.mergedInto).toMatchObject({ id: first, title: 'Review 0', standing: [] });
    expect(other.status).toBe('set-aside');
    const indexed = await buildIndexDocuments(services.orm.em.fork(), [first, second]);
    expect(indexed.map(({ id }) => id)).toEqual([first]);
    await expect(mergePublications(services.fork(), { pairId, keptId: first, by })).rejects.toThrow(
      'Somebody has decided',
    );

    await undoDuplicateDecision(services.fork(), { pairId, by });
    const back = services.orm.em.fork();
    expect(await back.count(Sighting, { publication: first })).toBe(1);
    expect(await back.count(Tag, { publication: first })).toBe(0);
    expect(await back.count(Tag, { publication: second })).toBe(1);
    expect(await back.count(Link, { publication: second })).toBe(1);
    expect(await showPublication(services.fork(), second)).toMatchObject({
      mergedInto: null,
      // The link keeps it.
      status: 'kept',
      setAsideReason: null,
    });
  });

  it('keeps a pair apart, for good unless that is undone', async () => {
    const { services, second, pairId } = await aPair();
    await keepApart(services.fork(), { pairId, by });
    await services.orm.em.fork().nativeUpdate(Publication, { id: second }, { comparedVersion: 0 });
    await findDuplicates(services.fork());
    const { total, decided } = await listDuplicates(services.fork(), { page: 1, size: 10 });
    expect([total, decided.length]).toEqual([0, 1]);
    await undoDuplicateDecision(services.fork(), { pairId, by });
    expect((await listDuplicates(services.fork(), { page: 1, size: 10 })).total).toBe(1);
  });
});
