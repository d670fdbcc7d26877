import { analysePublication } from '../analyse-publication.ts';
import type { ConceptLookup } from '../concept-names.ts';
import type { PublicationDocument } from '../publication-document.ts';
import type { Library } from './library.ts';
import { type Meanings, notMeant } from './meanings.ts';
import { type MeiliPassage, type MeiliPublication, meiliDocuments } from './meili-documents.ts';
import { idsIn } from './queries.ts';
import { documentsWith } from './words.ts';

/** Characters of text sent in one go: well below the server's limit of 100 MB for a payload. */
const batchLength = 8_000_000;
/** Documents asked for by id at once. */
const mostIds = 500;

interface Numbered {
  id: number;
  number: number;
}

/** What is sent in one go. */
interface Batch {
  publications: MeiliPublication[];
  passages: MeiliPassage[];
  words: Set<string>;
  /** Characters of text in it. */
  length: number;
}

const emptyBatch = (): Batch => ({ publications: [], passages: [], words: new Set(), length: 0 });

/** Lets other work have the thread between two documents. */
const breathe = () => new Promise((resolve) => setImmediate(resolve));

async function numbersOf(
  { client, ask }: Library,
  uid: string,
  ids: number[],
): Promise<Map<number, number>> {
  const numbers = new Map<number, number>();
  for (let start = 0; start < ids.length; start += mostIds) {
    const some = ids.slice(start, start + mostIds);
    const { results } = await ask(() =>
      client.index<Numbered>(uid).getDocuments({
        filter: idsIn(some),
        fields: ['id', 'number'],
        limit: some.length,
      }),
    );
    for (const { id, number } of results) numbers.set(id, number);
  }
  return numbers;
}

interface Current<T> {
  /** Those that are not older than what the index has, or had when it was told to remove it. */
  taken: T[];
  /** Numbers of those of them that the index has. */
  known: Map<number, number>;
  /** Those of them that it was told to remove. */
  removed: Map<number, number>;
}

async function currentOf<T extends Numbered>(
  library: Library,
  documents: T[],
): Promise<Current<T>> {
  const ids = documents.map(({ id }) => id);
  const { publications, removed: removals } = library.uids;
  const [known, removed] = await Promise.all([
    numbersOf(library, publications, ids),
    numbersOf(library, removals, ids),
  ]);
  const newest = new Map<number, T>();
  for (const document of documents) {
    const isOlder =
      (known.get(document.id) ?? 0) > document.number ||
      (removed.get(document.id) ?? 0) >= document.number ||
      (newest.get(document.id)?.number ?? 0) > document.number;
    if (!isOlder) newest.set(document.id, document);
  }
  return { taken: [...newest.values()], known, removed };
}

const forgetPassages = ({ client, done, uids }: Library, ids: number[]) =>
  done(() =>
    client.index(uids.passages).deleteDocuments({ filter: `publication IN [${ids.join(', ')}]` }),
  );

/** Sends a batch; publications go last: their number says that all of it is there. */
async function send(
  library: Library,
  { publications, passages, words }: Batch,
  given: { spelled: Set<string>; known: ReadonlyMap<number, number> },
): Promise<void> {
  const { client, done, uids } = library;
  const fresh = [...words].filter((word) => !given.spelled.has(word));
  const replaced = publications.map(({ id }) => id).filter((id) => given.known.has(id));
  if (replaced.length > 0) await forgetPassages(library, replaced);
  const tasks: Promise<void>[] = [];
  if (passages.length > 0)
    tasks.push(done(() => client.index<MeiliPassage>(uids.passages).addDocuments(passages)));
  if (fresh.length > 0) {
    const documents = fresh.map((id) => ({ id }));
    tasks.push(done(() => client.index(uids.words).addDocuments(documents)));
  }
  await Promise.all(tasks);
  await done(() => client.index<MeiliPublication>(uids.publications).addDocuments(publications));
  for (const word of fresh) given.spelled.add(word);
}

/** Takes away the words to spell by that stand in no publication any more. */
async function forgetUnusedWords(library: Library): Promise<void> {
  const { client, ask, done, uids } = library;
  const unused: string[] = [];
  for (let offset = 0; ; offset += mostIds) {
    const { results } = await ask(() =>
      client.index<{ id: string }>(uids.words).getDocuments({ offset, limit: mostIds }),
    );
    const words = results.map(({ id }) => id);
    for (const [word, documents] of await documentsWith(library, words))
      if (documents === 0) unused.push(word);
    if (results.length < mostIds) break;
  }
  if (unused.length > 0) await done(() => client.index(uids.words).deleteDocuments(unused));
}

/**
 * The writing half: what was put can be found once a call resolves.
 *
 * @param lookup what concepts are called now
 * @param meanings forgets the vectors of what goes or reads otherwise; null where none are kept
 */
export function openWriter(
  library: Library,
  lookup: () => ConceptLookup,
  meanings: Meanings | null,
) {
  const { client, done, uids } = library;
  const spelled = new Set<string>();

  return {
    async forgetUnusedWords(): Promise<void> {
      spelled.clear();
      await forgetUnusedWords(library);
    },
    async put(documents: PublicationDocument[]): Promise<void> {
      const { taken, known, removed } = await currentOf(library, documents);
      const back = taken.map(({ id }) => id).filter((id) => removed.has(id));
      if (back.length > 0) await done(() => client.index(uids.removed).deleteDocuments(back));
      const meant = await meanings?.keptOf(taken);
      let batch = emptyBatch();
      for (const document of taken) {
        const made = meiliDocuments(document, analysePublication(document, lookup()));
        const says = meant && { meant: meant.get(document.id) ?? notMeant };
        batch.publications.push({ ...made.publication, ...says });
        batch.passages.push(...made.passages);
        for (const word of made.words) batch.words.add(word);
        batch.length += document.passages.reduce((sum, { text }) => sum + text.length, 0);
        if (batch.length > batchLength) {
          await send(library, batch, { spelled, known });
          batch = emptyBatch();
        }
        await breathe();
      }
      if (batch.publications.length > 0) await send(library, batch, { spelled, known });
    },
    async remove(publications: Numbered[]): Promise<void> {
      const { taken } = await currentOf(library, publications);
      if (taken.length === 0) return;
      const ids = taken.map(({ id }) => id);
      await done(() =>
        client.index(uids.removed).addDocuments(taken.map(({ id, number }) => ({ id, number }))),
      );
      await Promise.all([
        done(() => client.index(uids.publications).deleteDocuments(ids)),
        forgetPassages(library, ids),
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
