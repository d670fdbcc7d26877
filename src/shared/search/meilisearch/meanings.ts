import { createHash } from 'node:crypto';
import { EmbedderFailure } from '../embedding/embedder.ts';
import { hashOfTexts, meaningTexts } from '../embedding/meaning-texts.ts';
import type { PublicationDocument } from '../publication-document.ts';
import type { Meaning, MeaningIndex } from '../search-index.ts';
import type { Library } from './library.ts';
import type { MeiliPublication } from './meili-documents.ts';
import { idsIn } from './queries.ts';

/** Publications, and vectors, sent or asked for at once. */
const mostIds = 500;
const mostVectors = 2000;

/** What publications without vectors say in `meant`: no filter finds an empty text. */
export const notMeant = 'no';

interface MeiliMeaning {
  id: string;
  publication: number;
  passage: number | null;
  _vectors: Record<string, { embeddings: number[]; regenerate: false }>;
}

interface Known extends Pick<MeiliPublication, 'id' | 'number'> {
  meant?: string;
}

/** A text that is near, and by how much: the cosine. */
export interface NearMeaning {
  publication: number;
  passage: number | null;
  nearness: number;
}

/** The index of one model's vectors, and what the server calls its embedder. */
interface Place {
  library: Library;
  uid: string;
  name: string;
}

async function dimensionOf({ library, uid, name }: Place): Promise<number | null> {
  const embedders = (await library.ask(() => library.client.index(uid).getEmbedders())) ?? {};
  return (embedders[name] as { dimensions?: number } | undefined)?.dimensions ?? null;
}

/** Makes the embedder with the first vectors: until then nobody knows how long they are. */
async function makeRoom(
  { library, uid, name }: Place,
  kept: number | null,
  wanted: number,
): Promise<void> {
  if (kept === wanted) return;
  if (kept !== null) {
    throw new EmbedderFailure(
      `The embedder answers vectors of ${wanted} numbers, and the index has those of ${kept}: is it another model under the same name? Then run index rebuild.`,
    );
  }
  const embedder = { source: 'userProvided', dimensions: wanted } as const;
  await library.done(() => library.client.index(uid).updateEmbedders({ [name]: embedder }));
}

/** What the publications say of the vectors that are kept of them. */
async function knownOf({ client, ask, uids }: Library, ids: number[]): Promise<Map<number, Known>> {
  const rows: Known[] = [];
  for (let start = 0; start < ids.length; start += mostIds) {
    const some = ids.slice(start, start + mostIds);
    const { results } = await ask(() =>
      client.index<Known>(uids.publications).getDocuments({
        filter: idsIn(some),
        fields: ['id', 'number', 'meant'],
        limit: some.length,
      }),
    );
    rows.push(...results);
  }
  return new Map(rows.map((row) => [row.id, row]));
}

async function forget({ library, uid }: Place, ids: number[]): Promise<void> {
  if (ids.length === 0) return;
  const filter = `publication IN [${ids.join(', ')}]`;
  await library.done(() => library.client.index(uid).deleteDocuments({ filter }));
}

const asDocuments = (name: string, { id, vectors }: Meaning): MeiliMeaning[] =>
  vectors.map(({ passage, vector }) => ({
    id: `${id}-${passage ?? 'title'}`,
    publication: id,
    passage,
    _vectors: { [name]: { embeddings: [...vector], regenerate: false } },
  }));

/** Keeps vectors; the publications say so last: that all of them are there. */
async function keep(place: Place, meanings: Meaning[]): Promise<void> {
  const { client, done, uids } = place.library;
  await forget(
    place,
    meanings.map(({ id }) => id),
  );
  const documents = meanings.flatMap((meaning) => asDocuments(place.name, meaning));
  for (let start = 0; start < documents.length; start += mostVectors) {
    const some = documents.slice(start, start + mostVectors);
    await done(() => client.index<MeiliMeaning>(place.uid).addDocuments(some));
  }
  if (meanings.length === 0) return;
  const meant = meanings.map(({ id, hash }) => ({ id, meant: hash }));
  await done(() => client.index(uids.publications).updateDocuments(meant));
}

const withoutVectors = ({ client, ask, uids }: Library, limit: number) =>
  ask(() =>
    client.index<MeiliPublication>(uids.publications).search('', {
      filter: `meant = ${notMeant}`,
      sort: ['id:desc'],
      page: 1,
      hitsPerPage: limit,
      attributesToRetrieve: ['id', 'number'],
    }),
  );

/** What publications that are put say in `meant`; vectors of texts that read otherwise now go. */
async function keptOf(
  place: Place,
  documents: PublicationDocument[],
): Promise<Map<number, string>> {
  const rows = await knownOf(
    place.library,
    documents.map(({ id }) => id),
  );
  const meantOf = (id: number) => rows.get(id)?.meant ?? notMeant;
  const kept = new Map(
    documents.map((document): [number, string] => {
      const isSame = meantOf(document.id) === hashOfTexts(meaningTexts(document));
      return [document.id, isSame ? meantOf(document.id) : notMeant];
    }),
  );
  const isStale = ([id, meant]: [number, string]) => meant === notMeant && meantOf(id) !== notMeant;
  await forget(
    place,
    [...kept].filter(isStale).map(([id]) => id),
  );
  return kept;
}

async function textsNear(
  { library: { client, ask }, uid, name }: Place,
  vector: Float32Array,
  { among, limit }: { among: number[] | null; limit: number },
): Promise<NearMeaning[]> {
  const { hits } = await ask(() =>
    client.index<MeiliMeaning>(uid).search('', {
      vector: [...vector],
      hybrid: { embedder: name, semanticRatio: 1 },
      ...(among ? { filter: `publication IN [${among.join(', ')}]` } : {}),
      limit,
      showRankingScore: true,
      attributesToRetrieve: ['publication', 'passage'],
    }),
  );
  // The server's score is half of one more than the cosine.
  return hits.map(({ publication, passage, _rankingScore }) => ({
    publication,
    passage,
    nearness: 2 * (_rankingScore ?? 0) - 1,
  }));
}

/**
 * The vectors of one model in an index of their own, a document for each text; the publication says
 * in `meant` of which texts they are. The server's embedder bears the model's name, so that vectors
 * of two models never meet.
 */
export function openMeanings(library: Library, uid: string, model: string) {
  const name = `m${createHash('sha1').update(model).digest('hex').slice(0, 12)}`;
  const place: Place = { library, uid, name };
  let dimension: number | null = null;
  const dimensionKept = async () => {
    dimension ??= await dimensionOf(place);
    return dimension;
  };

  const index: Omit<MeaningIndex, 'near' | 'nearest'> = {
    async missing(limit) {
      const { hits } = await withoutVectors(library, limit);
      return hits.map(({ id, number }) => ({ id, number }));
    },
    countMissing: async () => (await withoutVectors(library, 1)).totalHits,
    async put(meanings) {
      const rows = await knownOf(
        library,
        meanings.map(({ id }) => id),
      );
      const current = meanings.filter(({ id, number }) => rows.get(id)?.number === number);
      const [first] = current.flatMap(({ vectors }) => vectors);
      if (first) {
        await makeRoom(place, await dimensionKept(), first.vector.length);
        dimension = first.vector.length;
      }
      await keep(place, current);
    },
  };

  return {
    ...index,
    forget: (ids: number[]) => forget(place, ids),
    clear: () => library.done(() => library.client.index(uid).deleteAllDocuments()),
    keptOf: (documents: PublicationDocument[]) => keptOf(place, documents),
    /** Which of these publications have vectors of their passages, besides that of the whole. */
    async withPassages(ids: number[]): Promise<Set<number>> {
      if (ids.length === 0) return new Set();
      const { results } = await library.ask(() =>
        library.client.index<MeiliMeaning>(uid).getDocuments({
          filter: `publication IN [${ids.join(', ')}]`,
          fields: ['publication', 'passage'],
          limit: mostVectors,
        }),
      );
      return new Set(
        results.flatMap(({ publication, passage }) => (passage === null ? [] : [publication])),
      );
    },
    /** Texts near a vector, nearest first. */
    async texts(vector: Float32Array, given: { among: number[] | null; limit: number }) {
      return (await dimensionKept()) === vector.length ? textsNear(place, vector, given) : [];
    },
  };
}

export type Meanings = ReturnType<typeof openMeanings>;
