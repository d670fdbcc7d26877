import { Passage, Publication } from '#shared/entities/index.ts';
import { listSources } from '#shared/sources/show-sources.ts';
import { aScannedSite, type Entry } from './scanned-site.ts';

/** A site whose publications, texts and state can be told in a line each. */
export async function aSiteOfPublications(kind: 'sqlite' | 'postgres') {
  const it = await aScannedSite(kind);
  return {
    ...it,
    /** Offers entries, some days after the last visit, and reads all that is due. */
    visit: async (...entries: Entry[]) => {
      it.site.answer = null;
      it.site.entries = entries;
      it.later(200);
      await it.scan();
    },
    publications: () => it.em().find(Publication, {}, { orderBy: { id: 'asc' } }),
    /** "title path", and how many passages each has; by title. */
    library: async () => {
      const em = it.em();
      const all = await em.find(Publication, {}, { orderBy: { title: 'asc' } });
      return Promise.all(
        all.map(async ({ id, title, url }) => {
          const passages = await em.count(Passage, { document: { publication: id } });
          return `${title} ${url?.replace(it.url, '') ?? '-'} ${passages}`;
        }),
      );
    },
    /** The source with its health. */
    source: async () =>
      (await listSources(it.services.fork())).find(({ source }) => source.id === 1),
  };
}
