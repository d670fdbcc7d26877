import type { PossibleEditionBasis } from '#shared/entities/index.ts';
import type { Services } from '#shared/services.ts';
import { type Edition, publisherKey } from '#shared/text/editions/pair-editions.ts';

/** A newer edition that was found. */
export interface FoundEdition {
  older: number;
  newer: number;
  basis: PossibleEditionBasis;
  said: string | null;
  /** Its publisher says so and leads there: nobody has to be asked. */
  isCertain: boolean;
}

interface Row {
  id: number | string;
  title: string;
  publisher: string;
  published_on: string | null;
  published_on_basis: string;
  type: string | null;
  region: string | null;
}

const editionOf = (row: Row): Edition => ({
  id: Number(row.id),
  title: row.title,
  publisher: row.publisher,
  publishedOn: row.published_on_basis === 'first-seen' ? null : row.published_on,
  type: row.type,
  region: row.region,
});

const columns = 'id, title, publisher, published_on, published_on_basis, type, region';
/** Publications that stand for themselves. */
export const standing = 'merged_into_id is null and takedown is null';

/** All that these publishers put out, however their names are written. */
export async function ofPublishers(em: Services['em'], publishers: string[]): Promise<Edition[]> {
  const keys = new Set(publishers.map(publisherKey));
  const names: { publisher: string }[] = await em.execute(
    `select distinct publisher from publication where ${standing}`,
  );
  const wanted = names
    .map(({ publisher }) => publisher)
    .filter((one) => keys.has(publisherKey(one)));
  if (wanted.length === 0) return [];
  const rows: Row[] = await em.execute(
    `select ${columns} from publication where ${standing} and publisher in (${wanted.map(() => '?').join(', ')})`,
    wanted,
  );
  return rows.map(editionOf);
}
