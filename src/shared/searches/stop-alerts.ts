import { AlertLine, AlertMessage, SearchAlert } from '#shared/entities/index.ts';
import type { Services } from '#shared/services.ts';

/** What the address at the foot of a mail would stop. */
export interface StoppableAlerts {
  email: string;
  /** Names of the searches; empty when they were stopped already. */
  names: string[];
}

async function alertsOf(em: Services['em'], message: AlertMessage): Promise<SearchAlert[]> {
  const lines = await em.find(
    AlertLine,
    { message },
    { populate: ['alert.search'], orderBy: { id: 'asc' } },
  );
  return [...new Set(lines.map(({ alert }) => alert))];
}

const findMessage = ({ em }: Pick<Services, 'em'>, stopToken: string) =>
  em.findOne(AlertMessage, { stopToken }, { populate: ['user'] });

/** Which alerts a mail's stop address belongs to; null when there is no such address. */
export async function findStoppableAlerts(
  { em }: Pick<Services, 'em'>,
  stopToken: string,
): Promise<StoppableAlerts | null> {
  const message = await findMessage({ em }, stopToken);
  if (!message) return null;
  const alerts = await alertsOf(em, message);
  return { email: message.user.email, names: alerts.map(({ search }) => search.name) };
}

/** Stops the alerts that a mail listed; once more changes nothing. */
export async function stopAlerts(
  { em }: Pick<Services, 'em'>,
  stopToken: string,
): Promise<StoppableAlerts | null> {
  return em.transactional(async (em) => {
    const message = await findMessage({ em }, stopToken);
    if (!message) return null;
    const alerts = await alertsOf(em, message);
    const names = alerts.map(({ search }) => search.name);
    await em.nativeDelete(SearchAlert, { id: { $in: alerts.map(({ id }) => id) } });
    return { email: message.user.email, names };
  });
}
