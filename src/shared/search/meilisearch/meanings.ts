import { createHash } from 'node:crypto';
import { EmbedderFailure } from '../embedding/embedder.ts';
import { hashOfTexts, meaningTexts } from '../embedding/meaning-texts.ts';
import type { Meaning, MeaningIndex, PublicationDocument } from '../search-index.ts';
import type { Library } from './library.ts';
import type { MeiliPublication } from './meili-documents.ts';

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

/**
 * The vectors of one model in an index of their own, a document for each text; the publication says
 * in `meant` of which texts they are. The server's embedder bears the model's name, so that vectors
 * of two models never meet, and is made with the first: until then nobody knows how long they are.
 */
export function openMeanings(library: Library, uid: string, model: string) {
  const { client, ask, done, uids } = library;
  const name = `m${createHash('sha1').update(model).digest('hex').slice(0, 12)}`;
  let dimension: number | null = null;

  async function dimensionKept(): Promise<number | null> {
    if (dimension !== null) return dimension;
    const embedders = (await ask(() => client.index(uid).getEmbedders())) ?? {};
    const kept = (embedders[name] as { dimensions?: number } | undefined)?.dimensions;
    dimension = kept ?? null;
    return dimension;
  }

  async function makeRoom(wanted: number): Promise<void> {
    const kept = await dimensionKept();
    if (kept === wanted) return;
    if (kept !== null) {
      throw new EmbedderFailure(
        `The embedder answers vectors of ${wanted} numbers, and the index has those of ${kept}: is it another model under the same name? Then run index rebuild.`,
      );
    }
    await done(() =>
      client.index(uid).updateEmbedders({ [name]: { source: 'userProvided', dimensions: wanted } }),
    );
    dimension = wanted;
  }

  async function known(ids: number[]): Promise<Map<number, Known>> {
    const rows: Known[] = [];
    for (let start = 0; start < ids.length; start += mostIds) {
      const some = ids.slice(start, start + mostIds);
      const { results } = await ask(() =>
        client.index<Known>(uids.publications).getDocuments({
          filter: `id IN [${some.join(', ')}]`,
          fields: ['id', 'number', 'meant'],
          limit: some.length,
        }),
      );
      rows.push(...results);
    }
    return new Map(rows.map((row) => [row.id, row]));
  }

  async function forget(ids: number[]): Promise<void> {
    if (ids.length === 0) return;
    await done(() =>
      client.index(uid).deleteDocuments({ filter: `publication IN [${ids.join(', ')}]` }),
    );
  }

  const asDocuments = ({ id, vectors }: Meaning): MeiliMeaning[] =>
    vectors.map(({ passage, vector }) => ({
      id: `${id}-${passage ?? 'title'}`,
      publication: id,
      passage,
      _vectors: { [name]: { embeddings: [...vector], regenerate: false } },
    }));

  const unknown = (limit: number) =>
    ask(() =>
      client.index<MeiliPublication>(uids.publications).search('', {
        filter: `meant = ${notMeant}`,
        sort: ['id:desc'],
        page: 1,
        hitsPerPage: limit,
        attributesToRetrieve: ['id', 'number'],
      }),
    );

  const index: Omit<MeaningIndex, 'near'> = {
    async missing(limit) {
      const { hits } = await unknown(limit);
      return hits.map(({ id, number }) => ({ id, number }));
    },
    countMissing: async () => (await unknown(1)).totalHits,
    async put(meanings) {
      const rows = await known(meanings.map(({ id }) => id));
      const current = meanings.filter(({ id, number }) => rows.get(id)?.number === number);
      const [first] = current.flatMap(({ vectors }) => vectors);
      if (first) await makeRoom(first.vector.length);
      await forget(current.map(({ id }) => id));
      const documents = current.flatMap(asDocuments);
      for (let start = 0; start < documents.length; start += mostVectors) {
        const some = documents.slice(start, start + mostVectors);
        await done(() => client.index<MeiliMeaning>(uid).addDocuments(some));
      }
      if (current.length === 0) return;
      // Last: it says that all of them are there.
      await done(() =>
        client
          .index(uids.publications)
          .updateDocuments(current.map(({ id, hash }) => ({ id, meant: hash }))),
      );
    },
  };

  return {
    ...index,
    forget,
    clear: () => done(() => client.index(uid).deleteAllDocuments()),
    /** What publications that are put say in `meant`; vectors of texts that read otherwise now go. */
    async keptOf(documents: PublicationDocument[]): Promise<Map<number, string>> {
      const rows = await known(documents.map(({ id }) => id));
      const kept = new Map(
        documents.map((document): [number, string] => {
          const isSame = rows.get(document.id)?.meant === hashOfTexts(meaningTexts(document));
          return [document.id, isSame ? (rows.get(document.id)?.meant ?? notMeant) : notMeant];
        }),
      );
      const isStale = (id: number) => (rows.get(id)?.meant ?? notMeant) !== notMeant;
      await forget(
        [...kept].flatMap(([id, meant]) => (meant === notMeant && isStale(id) ? [id] : [])),
      );
      return kept;
    },
    /** Texts near a vector, nearest first. */
    async texts(
      vector: Float32Array,
      given: { among: number[] | null; limit: number },
    ): Promise<NearMeaning[]> {
      if ((await dimensionKept()) !== vector.length) return [];
      const { hits } = await ask(() =>
        client.index<MeiliMeaning>(uid).search('', {
          vector: [...vector],
          hybrid: { embedder: name, semanticRatio: 1 },
          ...(given.among ? { filter: `publication IN [${given.among.join(', ')}]` } : {}),
          limit: given.limit,
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
    },
  };
}

export type Meanings = ReturnType<typeof openMeanings>;
