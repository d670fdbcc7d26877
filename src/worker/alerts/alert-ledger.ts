import { AlertLine, AlertMessage } from '#shared/entities/index.ts';
import { standingOf } from '#shared/entities/standing.ts';
import { textExitOf } from '#shared/entities/text-exit.ts';
import { conceptLabels } from '#shared/library/concept-labels.ts';
import { describeQuery } from '#shared/library/describe-query.ts';
import { readSearchQuery } from '#shared/library/read-search-query.ts';
import { listIdOf } from '#shared/mail/write-letters.ts';
import type { Services } from '#shared/services.ts';
import { listed, quoted } from '#shared/text/in-words.ts';
import { ledger } from '../sending/outgoing.ts';
import { alertMail, type ListedPublication, type ListedSearch } from './render-alert.tsx';

function publicationListed(line: AlertLine, description: string): ListedPublication {
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
        ? `the words ${listed(words.map(quoted))} stand in it.`
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
    const publications = some.map((line) => publicationListed(line, description));
    return { id, name, parameters, description, publications };
  });
}

/** Each row is what is new for one person's saved searches. */
export const alertLedger = ledger<AlertMessage>({
  name: 'alert',
  entity: AlertMessage,
  populate: ['user'],

  async compose({ em }, message, place) {
    if (!message.user.isActive) return { cancelled: 'The person left before it was sent.' };
    const searches = await searchesOf(em, message);
    if (searches.length === 0) return { cancelled: 'Nothing of it was left to send.' };
    const stopUrl = `${place.baseUrl}/stop-alerts/${message.stopToken}`;
    return {
      to: message.user.email,
      ...(await alertMail(searches, { ...place, stopUrl })),
      unsubscribeUrl: stopUrl,
      listId: listIdOf('searches', 'Saved searches', place.baseUrl),
    };
  },
});
