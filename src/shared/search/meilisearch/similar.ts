import type { Library } from './library.ts';
import type { MeiliPublication } from './meili-documents.ts';

/** Words taken from a publication, and publications looked at for them. */
const mostWords = 14;
const looked = 100;

/** Finds publications with the same telling words. */
export async function similar(
  library: Library,
  id: number,
  limit: number,
): Promise<{ id: number; words: string[] }[]> {
  const { hits } = await library.ask(() =>
    library.client.index<MeiliPublication>(library.uids.publications).search('', {
      filter: `id = ${id}`,
      limit: 1,
      attributesToRetrieve: ['telling'],
    }),
  );
  const candidates = hits[0]?.telling ?? [];
  const [frequency, size] = await Promise.all([
    library.frequencies(candidates.map(([stem]) => stem)),
    library.size(),
  ]);
  const words = candidates
    .map(([stem, word, count]) => {
      const publications = frequency.get(stem) ?? 0;
      const rarity = publications < 2 ? 0 : Math.log(1 + size.publications / publications);
      return { stem, word, rarity, weight: Math.log(1 + count) * rarity };
    })
    .filter(({ weight }) => weight > 0)
    .sort((one, other) => other.weight - one.weight)
    .slice(0, mostWords);
  if (words.length === 0) return [];
  const found = await library.federated({
    queries: words.map(({ stem, weight }) => ({
      q: stem,
      weight: weight / (words[0]?.weight ?? 1),
    })),
    filter: [`id != ${id}`],
    hits: looked,
    attributes: ['id', ...words.map(({ stem }) => `tf.${stem}`)],
  });
  return found.hits
    .map((hit) => {
      const shared = words.filter(({ stem }) => hit.tf?.[stem] !== undefined);
      return {
        id: hit.id,
        words: shared.map(({ word }) => word),
        weight: shared.reduce((sum, { weight }) => sum + weight, 0),
      };
    })
    .filter(({ words: shared }) => shared.length > 1)
    .sort((one, other) => other.weight - one.weight || one.id - other.id)
    .slice(0, limit)
    .map(({ id: other, words: shared }) => ({ id: other, words: shared.slice(0, 6) }));
}
