import {
  AlertMessage,
  type AlertRhythm,
  SavedSearch,
  SearchAlert,
} from '#shared/entities/index.ts';
import type { Services } from '#shared/services.ts';
import { type Asker, findSearch, mayChange } from './find-search.ts';

/** A saved search as one person sees it. */
export interface ShownSearch {
  id: number;
  name: string;
  parameters: string;
  isShared: boolean;
  isMine: boolean;
  mayChange: boolean;
  /** Who saved it. */
  owner: string;
  createdAt: Date;
  /** This person's own alert. */
  alert: AlertRhythm | null;
  /** When a feed address was made that still works; null without one. */
  feedMadeAt: Date | null;
}

function shown(search: SavedSearch, alerts: Map<number, AlertRhythm>, asker: Asker): ShownSearch {
  const { owner } = search;
  return {
    id: search.id,
    name: search.name,
    parameters: search.parameters,
    isShared: search.isShared,
    isMine: owner.id === asker.userId,
    mayChange: mayChange(search, asker),
    owner: owner.name ?? owner.email,
    createdAt: search.createdAt,
    alert: alerts.get(search.id) ?? null,
    feedMadeAt: search.feedTokenMadeAt ?? null,
  };
}

async function alertsOf(em: Services['em'], userId: number, ids: number[]) {
  const rows = await em.find(SearchAlert, { user: userId, search: { $in: ids } });
  return new Map(rows.map(({ search, rhythm }) => [search.id, rhythm]));
}

/** A person's own searches and those that others share, by name; their own first. */
export async function listSearches(
  { em }: Pick<Services, 'em'>,
  given: { asker: Asker; page: number; size: number },
): Promise<{ total: number; page: number; size: number; items: ShownSearch[] }> {
  const { asker, page, size } = given;
  const rows = await em.find(
    SavedSearch,
    { $or: [{ owner: asker.userId }, { isShared: true }] },
    { populate: ['owner'] },
  );
  const rank = ({ owner }: SavedSearch) => (owner.id === asker.userId ? 0 : 1);
  rows.sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name, 'en-GB') || a.id - b.id);
  const some = rows.slice((page - 1) * size, page * size);
  const alerts = await alertsOf(
    em,
    asker.userId,
    some.map(({ id }) => id),
  );
  const items = some.map((row) => shown(row, alerts, asker));
  return { total: rows.length, page, size, items };
}

/** One saved search that this person may see. @throws {NotFound} */
export async function showSearch(
  { em }: Pick<Services, 'em'>,
  given: { searchId: number; asker: Asker },
): Promise<ShownSearch> {
  const { searchId, asker } = given;
  const search = await findSearch({ em }, { searchId, userId: asker.userId });
  return shown(search, await alertsOf(em, asker.userId, [search.id]), asker);
}

/** The latest mail of alerts to this person that could not be sent; null when all went well. */
export async function failedAlert(
  { em }: Pick<Services, 'em'>,
  userId: number,
): Promise<{ at: Date; reason: string | null } | null> {
  const last = await em.findOne(
    AlertMessage,
    { user: userId, state: { $in: ['sent', 'failed'] } },
    { orderBy: { id: 'desc' } },
  );
  return last?.state === 'failed' ? { at: last.createdAt, reason: last.reason ?? null } : null;
}
