import { AlertLine, AlertMessage } from '#shared/entities/index.ts';
import { standingOf } from '#shared/entities/standing.ts';
import { textExitOf } from '#shared/entities/text-exit.ts';
import { DeliveryFailure } from '#shared/errors.ts';
import { conceptLabels } from '#shared/publications/concept-labels.ts';
import { describeQuery } from '#shared/publications/describe-query.ts';
import { readSearchQuery } from '#shared/publications/read-search-query.ts';
import type { Services } from '#shared/services.ts';
import {
  type AlertPlace,
  alertHtml,
  alertSubject,
  alertText,
  type ListedPublication,
  type ListedSearch,
} from './render-alert.tsx';

type Work = Pick<Services, 'em' | 'clock' | 'mailer' | 'config' | 'log'>;

/** A message that a dead process was sending is sent again after this, under the same Message-ID. */
const leaseSeconds = 120;
const minute = 60_000;
/** Waits before a further try; after the last one the message has failed. */
const waits = [5 * minute, 30 * minute, 2 * 60 * minute, 6 * 60 * minute, 12 * 60 * minute];

/** Takes the next message that is due: `sending` is committed before it goes out. */
async function claim(work: Work): Promise<AlertMessage | null> {
  const at = work.clock();
  const em = work.em.fork();
  const due = await em.findOne(
    AlertMessage,
    {
      $or: [
        { state: 'waiting', nextAttemptAt: { $lte: at } },
        { state: 'sending', leaseUntil: { $lt: at } },
      ],
    },
    { orderBy: { id: 'asc' }, populate: ['user'] },
  );
  if (!due) return null;
  const changed = await em.nativeUpdate(
    AlertMessage,
    { id: due.id, state: due.state, leaseUntil: due.leaseUntil ?? null },
    {
      state: 'sending',
      attempts: due.attempts + 1,
      leaseUntil: new Date(at.getTime() + leaseSeconds * 1000),
    },
  );
  return changed === 1 ? due : claim(work);
}

async function settle(
  { em }: Work,
  message: AlertMessage,
  values: {
    state: 'sent' | 'waiting' | 'failed' | 'cancelled';
    sentAt?: Date;
    nextAttemptAt?: Date;
    reason?: string;
  },
): Promise<void> {
  const reason = values.reason ?? null;
  await em
    .fork()
    .nativeUpdate(AlertMessage, { id: message.id }, { leaseUntil: null, ...values, reason });
}

const list = new Intl.ListFormat('en-GB', { type: 'conjunction' });

function listed(line: AlertLine, description: string): ListedPublication {
  const { publication } = line;
  // Asked again: it may have been taken down, or its source changed, since the line was written.
  const exit = textExitOf(publication);
  const words = exit.words(line.words);
  return {
    id: publication.id,
    title: publication.title,
    publisher: publication.publisher,
    publishedOn:
      publication.publishedOnBasis === 'first-seen' ? null : (publication.publishedOn ?? null),
    url: publication.url ?? null,
    describesAbuse: publication.describesAbuse,
    standing: standingOf(publication),
    passage: exit.unasked(line.passage),
    page: line.page ?? null,
    why:
      words.length > 0
        ? `the words ${list.format(words.map((word) => `“${word}”`))} stand in it.`
        : `it is new for ${description}.`,
  };
}

/** What a message lists, as things stand now. */
async function searchesOf(em: Services['em'], message: AlertMessage): Promise<ListedSearch[]> {
  const concepts = await conceptLabels(em);
  const lines = await em.find(
    AlertLine,
    { message, publication: { takedown: null, mergedIntoId: null } },
    {
      populate: ['alert.search', 'publication.source'],
      orderBy: { alert: { search: { name: 'asc' } }, position: 'asc' },
    },
  );
  const groups = Map.groupBy(lines, ({ alert }) => alert.search);
  return [...groups].map(([search, some]) => {
    const { id, name, parameters } = search;
    const query = readSearchQuery(new URLSearchParams(parameters));
    const description = describeQuery(query, concepts);
    const publications = some.map((line) => listed(line, description));
    return { id, name, parameters, description, publications };
  });
}

async function deliver(work: Work, message: AlertMessage, baseUrl: string): Promise<void> {
  const cancel = (reason: string) => settle(work, message, { state: 'cancelled', reason });
  if (!message.user.isActive) return cancel('The person left before it was sent.');
  const searches = await searchesOf(work.em.fork(), message);
  if (searches.length === 0) return cancel('Nothing of it was left to send.');
  const place: AlertPlace = {
    baseUrl,
    stopUrl: `${baseUrl}/stop-alerts/${message.stopToken}`,
    isDemonstration: work.config.isDemonstration,
  };
  try {
    await work.mailer.send({
      to: message.user.email,
      subject: alertSubject(searches),
      text: alertText(searches, place),
      html: await alertHtml(searches, place),
      messageId: message.messageId,
      unsubscribeUrl: place.stopUrl,
    });
    await settle(work, message, { state: 'sent', sentAt: work.clock() });
  } catch (error) {
    if (!(error instanceof DeliveryFailure)) throw error;
    const wait = waits[message.attempts];
    const reason = error.message;
    await settle(
      work,
      message,
      error.permanent || wait === undefined
        ? { state: 'failed', reason }
        : {
            state: 'waiting',
            reason,
            nextAttemptAt: new Date(work.clock().getTime() + wait),
          },
    );
  }
}

/** Sends the messages that are due. @returns how many were handed over, failed or cancelled */
export async function deliverAlerts(work: Work, given: { baseUrl: string }): Promise<number> {
  let handled = 0;
  for (let next = await claim(work); next; next = await claim(work)) {
    await deliver(work, next, given.baseUrl);
    handled += 1;
  }
  return handled;
}
