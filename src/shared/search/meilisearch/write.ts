import type { ConceptLookup } from '../concept-names.ts';
import { facetsOf } from '../facets-of.ts';
import { isNational } from '../is-national.ts';
import type { PublicationDocument } from '../search-index.ts';
import type { Library } from './library.ts';
import { type Meanings, notMeant } from './meanings.ts';
import { type MeiliPassage, type MeiliPublication, meiliDocuments } from './meili-documents.ts';
import { documentsWith } from './words.ts';

/** Characters of text sent in one go: well below the server's limit of 100 MB for a payload. */
const batchLength = 8_000_000;
/** Documents asked for by id at once. */
const mostIds = 500;

interface Numbered {
  id: number;
  number: number;
}

/** Lets other work have the thread between two documents. */
const breathe = () => new Promise((resolve) => setImmediate(resolve));

/**
 * The writing half: what was put can be found once a call resolves.
 *
 * @param meanings forgets the vectors of what goes or reads otherwise; null where none are kept
 */
export function openWriter(
  library: Library,
  lookup: () => ConceptLookup,
  meanings: Meanings | null,
) {
  const { client, ask, done, uids } = library;
  const spelled = new Set<string>();

  async function numbersOf(uid: string, ids: number[]): Promise<Map<number, number>> {
    const numbers = new Map<number, number>();
    for (let start = 0; start < ids.length; start += mostIds) {
      const some = ids.slice(start, start + mostIds);
      const { results } = await ask(() =>
        client.index<Numbered>(uid).getDocuments({
          filter: `id IN [${some.join(', ')}]`,
          fields: ['id', 'number'],
          limit: some.length,
        }),
      );
      for (const { id, number } of results) numbers.set(id, number);
    }
    return numbers;
  }

  /** Those that are not older than what the index has, or had when it was told to remove it. */
  async function current<T extends Numbered>(documents: T[]): Promise<T[]> {
    const ids = documents.map(({ id }) => id);
    const [known, removed] = await Promise.all([
      numbersOf(uids.publications, ids),
      numbersOf(uids.removed, ids),
    ]);
    const newest = new Map<number, T>();
    for (const document of documents) {
      const isOlder =
        (known.get(document.id) ?? 0) > document.number ||
        (removed.get(document.id) ?? 0) >= document.number ||
        (newest.get(document.id)?.number ?? 0) > document.number;
      if (!isOlder) newest.set(document.id, document);
    }
    return [...newest.values()];
  }

  const forgetPassages = (ids: number[]) =>
    done(() =>
      client.index(uids.passages).deleteDocuments({ filter: `publication IN [${ids.join(', ')}]` }),
    );

  async function send(
    publications: MeiliPublication[],
    passages: MeiliPassage[],
    words: Set<string>,
    isNew: (id: number) => boolean,
  ): Promise<void> {
    const fresh = [...words].filter((word) => !spelled.has(word));
    const replaced = publications.map(({ id }) => id).filter((id) => !isNew(id));
    if (replaced.length > 0) await forgetPassages(replaced);
    const tasks: Promise<void>[] = [];
    if (passages.length > 0)
      tasks.push(done(() => client.index<MeiliPassage>(uids.passages).addDocuments(passages)));
    if (fresh.length > 0) {
      const documents = fresh.map((id) => ({ id }));
      tasks.push(done(() => client.index(uids.words).addDocuments(documents)));
    }
    await Promise.all(tasks);
    // Last: its number says that all of it is there.
    await done(() => client.index<MeiliPublication>(uids.publications).addDocuments(publications));
    for (const word of fresh) spelled.add(word);
  }

  return {
    /** Words to spell by that stand in no publication any more. */
    async forgetUnusedWords(): Promise<void> {
      const unused: string[] = [];
      for (let offset = 0; ; offset += mostIds) {
        const { results } = await ask(() =>
          client.index<{ id: string }>(uids.words).getDocuments({ offset, limit: mostIds }),
        );
        const counts = await documentsWith(
          library,
          results.map(({ id }) => id),
        );
        for (const [word, documents] of counts) if (documents === 0) unused.push(word);
        if (results.length < mostIds) break;
      }
      spelled.clear();
      if (unused.length > 0) await done(() => client.index(uids.words).deleteDocuments(unused));
    },
    async put(documents: PublicationDocument[]): Promise<void> {
      const taken = await current(documents);
      const ids = taken.map(({ id }) => id);
      const [known, gone] = await Promise.all([
        numbersOf(uids.publications, ids),
        numbersOf(uids.removed, ids),
      ]);
      const back = ids.filter((id) => gone.has(id));
      if (back.length > 0) await done(() => client.index(uids.removed).deleteDocuments(back));
      const meant = await meanings?.keptOf(taken);
      let batch: Parameters<typeof send> = [[], [], new Set(), (id) => !known.has(id)];
      let length = 0;
      for (const document of taken) {
        const { facetOf, namesOf } = lookup();
        const made = meiliDocuments(
          document,
          facetsOf(document, facetOf),
          document.concepts.flatMap(namesOf),
          isNational(document),
        );
        batch[0].push({
          ...made.publication,
          ...(meant && { meant: meant.get(document.id) ?? notMeant }),
        });
        batch[1].push(...made.passages);
        for (const word of made.words) batch[2].add(word);
        length += document.passages.reduce((sum, { text }) => sum + text.length, 0);
        if (length > batchLength) {
          await send(...batch);
          batch = [[], [], new Set(), batch[3]];
          length = 0;
        }
        await breathe();
      }
      if (batch[0].length > 0) await send(...batch);
    },
    async remove(publications: Numbered[]): Promise<void> {
      const taken = await current(publications);
      if (taken.length === 0) return;
      const ids = taken.map(({ id }) => id);
      await done(() =>
        client.index(uids.removed).addDocuments(taken.map(({ id, number }) => ({ id, number }))),
      );
      await Promise.all([
        done(() => client.index(uids.publications).deleteDocuments(ids)),
        forgetPassages(ids),
        meanings?.forget(ids),
      ]);
    },
    async clear(): Promise<void> {
      spelled.clear();
      await Promise.all([
        ...Object.values(uids).map((uid) => done(() => client.index(uid).deleteAllDocuments())),
        meanings?.clear(),
      ]);
    },
  };
}
