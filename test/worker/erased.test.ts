import { describe, expect, it } from 'vitest';
import {
  Candidate,
  Document,
  Passage,
  Publication,
  Sighting,
  Version,
} from '#shared/entities/index.ts';
import { erasePublication } from '#shared/publications/take-down.ts';
import { addSource } from '#shared/sources/add-source.ts';
import { databaseKinds } from '../support/databases.ts';
import { aScannedSite, page } from '../support/loopback/scanned-site.ts';

const secret = 'Zebedee';
const by = { userId: null, name: 'admin@example.org' };

const feedWith = (title: string, words: string) =>
  `<rss version="2.0"><channel><title>Marlby</title><link>/</link><description>d</description>
   <item><title>${title}</title><link>/review</link><guid isPermaLink="false">r</guid>
   <description>${words}</description><author>${words}</author><category>${words}</category>
   <enclosure url="/review.pdf" type="application/pdf" length="1"/></item></channel></rss>`;

describe.each(databaseKinds)('a publication that was erased, on %s', (kind) => {
  async function anErasedPublication() {
    const it = await aScannedSite(kind);
    const site = { feed: feedWith(`Review of ${secret}`, `About ${secret}.`) };
    it.site.answer = (_request, response) => void response.end(site.feed);
    it.site.pages.set('/review', page(`Review of ${secret}`));
    await it.scan();
    const { id } = await it.em().findOneOrFail(Publication, { id: { $gt: 0 } });
    const said = async () => {
      const rows: unknown[] = [];
      for (const entity of [Publication, Candidate, Sighting, Document, Passage] as const) {
        rows.push(await it.em().find(entity as typeof Publication, { id: { $gt: 0 } }));
      }
      rows.push(await it.em().find(Version, { id: { $gt: 0 } }, { populate: ['content'] }));
      return JSON.stringify(rows);
    };
    expect(await said()).toContain(secret);
    const erase = (withTitle: boolean) =>
      erasePublication(it.services.fork(), {
        publicationId: id,
        reason: 'The family asked',
        withNotes: true,
        withTitle,
        by,
      });
    return { ...it, feed: site, said, erase };
  }

  it('keeps nothing of an offer that its source changes', async () => {
    const { feed, said, erase, later, scan, em } = await anErasedPublication();
    await erase(true);
    expect(await said()).not.toContain(secret);

    feed.feed = feedWith(`The review of ${secret}`, `More about ${secret}.`);
    later(2);
    await scan();

    expect(await said()).not.toContain(secret);
    expect(await em().findOneOrFail(Candidate, { id: { $gt: 0 } })).toMatchObject({
      state: 'recorded',
      offer: { title: 'Title erased', url: expect.stringContaining('/review') },
    });
    const before = await em().findOneOrFail(Candidate, { id: { $gt: 0 } });
    later(2);
    await scan();
    expect((await em().findOneOrFail(Candidate, before.id)).offerHash).toBe(before.offerHash);
  });

  it('takes no new title either when its own was left', async () => {
    const { feed, said, erase, later, scan } = await anErasedPublication();
    feed.feed = feedWith('Review of a child', `About ${secret}.`);
    later(2);
    await scan();
    await erase(false);
    feed.feed = feedWith(`Review of the child ${secret}-Ann`, 'Short.');
    later(2);
    await scan();
    expect(await said()).not.toContain(`${secret}-Ann`);
  });

  it('keeps nothing of what another source offers of it', async () => {
    const { services, site, said, erase, later, scan, em } = await anErasedPublication();
    await erase(true);
    const first = await em().findOneOrFail(Sighting, { id: { $gt: 0 } }, { populate: ['source'] });
    await addSource(services.fork(), {
      source: {
        name: 'Another',
        publisher: 'Another',
        kind: 'feed',
        url: `${first.source.url}?another`,
        mayShow: 'text',
      },
      by,
    });
    site.pages.set('/feed?another', feedWith(`As we heard of ${secret}`, `${secret} again.`));
    later(2);
    await scan();

    expect(await em().count(Sighting)).toBe(2);
    expect(await said()).not.toContain(secret);
  });
});
