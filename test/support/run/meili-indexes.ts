import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { MeiliServer } from './meilisearch.ts';

async function ask<T>(server: MeiliServer, method: string, address: string): Promise<T> {
  const headers: Record<string, string> = server.apiKey
    ? { authorization: `Bearer ${server.apiKey}` }
    : {};
  const answer = await fetch(`${server.url}${address}`, { method, headers });
  if (!answer.ok) throw new Error(`${method} ${address} answered ${answer.status}`);
  return (await answer.json()) as T;
}

interface Index {
  uid: string;
  updatedAt: string;
}

/** All indexes on the server, those of others among them. */
export async function indexesOn(server: MeiliServer): Promise<Index[]> {
  const size = 1000;
  const all: Index[] = [];
  for (;;) {
    const address = `/indexes?limit=${size}&offset=${all.length}`;
    const { results } = await ask<{ results: Index[] }>(server, 'GET', address);
    all.push(...results);
    if (results.length < size) return all;
  }
}

/** Deletes them, and waits until the server says that they are gone. */
export async function discardIndexes(server: MeiliServer, uids: string[]): Promise<void> {
  for (const uid of uids) {
    const address = `/indexes/${encodeURIComponent(uid)}`;
    const { taskUid } = await ask<{ taskUid: number }>(server, 'DELETE', address);
    for (;;) {
      const { status } = await ask<{ status: string }>(server, 'GET', `/tasks/${taskUid}`);
      if (status !== 'enqueued' && status !== 'processing') break;
      await delay(20);
    }
  }
}

const beginningWith = async (server: MeiliServer, prefixes: string[]) =>
  (await indexesOn(server))
    .map(({ uid }) => uid)
    .filter((uid) => prefixes.some((prefix) => uid.startsWith(prefix)));

/** Deletes what begins so. */
export async function discardBeginningWith(server: MeiliServer, prefix: string): Promise<void> {
  await discardIndexes(server, await beginningWith(server, [prefix]));
}

const listIn = (folder: string) => path.join(folder, 'meili-prefixes');

/** Notes that indexes of a test begin so, for a run that is broken off before it discards them. */
export const notePrefix = (folder: string, prefix: string): void =>
  appendFileSync(listIn(folder), `${prefix}\n`);

/** What tests of this run made, and did not discard. */
export async function leftOn(server: MeiliServer, folder: string): Promise<string[]> {
  if (!existsSync(listIn(folder))) return [];
  const prefixes = readFileSync(listIn(folder), 'utf8').split('\n').filter(Boolean);
  return prefixes.length > 0 ? beginningWith(server, prefixes) : [];
}

/** Those of a run that was killed: of tests by their name, and untouched for a day. */
export async function discardForgotten(server: MeiliServer, now: Date): Promise<void> {
  const forgotten = (await indexesOn(server)).filter(
    ({ uid, updatedAt }) =>
      /^test_[\da-f]{8}_/.test(uid) && now.getTime() - Date.parse(updatedAt) > 86_400_000,
  );
  await discardIndexes(
    server,
    forgotten.map(({ uid }) => uid),
  );
}
