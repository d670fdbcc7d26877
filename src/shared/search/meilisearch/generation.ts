import type { Settings } from 'meilisearch';
import { connect, type MeiliConnection } from './connect.ts';
import {
  meaningSettings,
  passageSettings,
  publicationSettings,
  removedSettings,
  type Wordings,
  wordSettings,
} from './settings.ts';

/** The indexes on the server that one generation of ours is made of. */
export interface Uids {
  publications: string;
  passages: string;
  words: string;
  removed: string;
}

export const uidsOf = (prefix: string): Uids => ({
  publications: `${prefix}_publications`,
  passages: `${prefix}_passages`,
  words: `${prefix}_words`,
  removed: `${prefix}_removed`,
});

/** The index of vectors, which is there with a model only. */
export const meaningsUidOf = (prefix: string) => `${prefix}_meanings`;

/** Deletes the indexes of a generation; those that are not there are no mistake. */
export async function deleteMeilisearchIndex(options: {
  url: string;
  apiKey: string | null;
  prefix: string;
}): Promise<void> {
  const { client, ask } = connect(options);
  const uids = [...Object.values(uidsOf(options.prefix)), meaningsUidOf(options.prefix)];
  for (const uid of uids) {
    await ask(() => client.deleteIndex(uid).waitTask());
  }
}

/**
 * Makes the indexes of a generation when one of them is not there; else only tells them the wordings.
 *
 * @param given.hasMeanings whether vectors are kept beside the words
 */
export async function makeGeneration(
  { client, ask, done }: MeiliConnection,
  { prefix, wordings, hasMeanings }: { prefix: string; wordings: Wordings; hasMeanings: boolean },
): Promise<void> {
  const uids = uidsOf(prefix);
  const all: [uid: string, settings: Settings][] = [
    [uids.publications, publicationSettings(wordings, hasMeanings)],
    [uids.passages, passageSettings(wordings)],
    [uids.words, wordSettings],
    [uids.removed, removedSettings],
  ];
  if (hasMeanings) all.unshift([meaningsUidOf(prefix), meaningSettings]);
  const { results } = await ask(() => client.getIndexes({ limit: 10_000 }));
  const there = new Set(results.map(({ uid }) => uid));
  if (all.every(([uid]) => there.has(uid))) {
    return tellWordings({ client, ask, done }, uids, wordings);
  }
  for (const [uid, settings] of all) {
    await ask(() => client.createIndex(uid, { primaryKey: 'id' }).waitTask());
    await done(() => client.index(uid).updateSettings(settings));
  }
}

/** Tells the server the wordings, if it knows others. */
export async function tellWordings(
  { client, ask, done }: MeiliConnection,
  { publications, passages }: Uids,
  wordings: Wordings,
): Promise<void> {
  for (const uid of [publications, passages]) {
    const known = await ask(() => client.index(uid).getSynonyms());
    if (Object.keys(wordings).every((token) => known[token])) continue;
    await done(() => client.index(uid).updateSynonyms(wordings));
  }
}
