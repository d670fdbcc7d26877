import { canonicalAddress } from '#shared/text/address.ts';
import { areDifferentThings } from '#shared/text/different-things.ts';

/** Asks the database something, in words that both kinds understand. */
export type Ask = (sql: string, parameters?: unknown[]) => Promise<unknown[]>;

interface Row {
  id: number | string;
  publication_id: number | string;
  source_id: number | string;
  key: string;
  offer: string | { url: string; title: string };
  read_from_id: number | string | null;
}

/** Publications of which one source has several candidates, but for those that people merged. */
const suspects = `
  select candidate.id, candidate.publication_id, candidate.source_id, candidate."key", candidate.offer,
         publication.read_from_id
    from candidate join publication on publication.id = candidate.publication_id
   where publication.merged_into_id is null
     and publication.takedown is null
     and not exists (select 1 from publication as other where other.merged_into_id = publication.id)
     and exists (
       select 1 from candidate as rival
        where rival.publication_id = candidate.publication_id
          and rival.source_id = candidate.source_id and rival.id <> candidate.id)
   order by candidate.publication_id, candidate.source_id, candidate.id`;

const offered = ({ key, offer }: Row) => {
  const { url, title } =
    typeof offer === 'string' ? (JSON.parse(offer) as Exclude<Row['offer'], string>) : offer;
  return { key, url: url ?? '', title: title ?? '' };
};

/** What is offered again, and what it leaves. */
interface Swallowed {
  row: Row;
  /** The candidate that reads the publication, or came first. */
  stays: Row;
}

/** Candidates that offer another thing than the one that stays. */
function swallowedOf(candidates: Row[]): Swallowed[] {
  const [first] = candidates;
  const stays =
    candidates.find(({ id, read_from_id }) => Number(id) === Number(read_from_id)) ?? first;
  return stays
    ? candidates
        .filter((one) => areDifferentThings(offered(one), offered(stays)))
        .map((row) => ({ row, stays }))
    : [];
}

async function offerAgain(ask: Ask, { row, stays }: Swallowed): Promise<void> {
  const { url, title } = offered(row);
  await ask(
    `update candidate set state = 'pending', attempts = 0, reason = null, publication_id = null,
            next_attempt_at = last_offered_at, leased_by = null, lease_until = null where id = ?`,
    [row.id],
  );
  await ask(
    'delete from sighting where publication_id = ? and source_id = ? and url = ? and title = ?',
    [row.publication_id, row.source_id, url.slice(0, 2000), title],
  );
  const [address, left] = [canonicalAddress(url), canonicalAddress(offered(stays).url)];
  if (address === left) return;
  await ask(
    `delete from identifier where publication_id = ? and scheme = 'address' and value = ?`,
    [row.publication_id, address],
  );
}

/**
 * Earlier versions took different offers of one source for one publication, where their addresses
 * answered the same. Each of those is offered again: the next retrieval records it by itself.
 *
 * @returns how many were
 */
export async function offerSwallowedAgain(ask: Ask): Promise<number> {
  const rows = (await ask(suspects)) as Row[];
  const groups = Map.groupBy(rows, (row) => `${row.publication_id} ${row.source_id}`);
  const swallowed = [...groups.values()].flatMap(swallowedOf);
  for (const one of swallowed) await offerAgain(ask, one);
  return swallowed.length;
}
