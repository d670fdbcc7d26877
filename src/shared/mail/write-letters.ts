import { randomBytes } from 'node:crypto';
import type { EntityManager } from '#shared/database/open-database.ts';
import { Letter, type LetterKind, type User } from '#shared/entities/index.ts';

/** A Message-ID (RFC 5322, 3.6.4) that stays the same when the message is sent again after a crash. */
export const newMessageId = (what: string, host: string): string =>
  `<${what}.${randomBytes(12).toString('hex')}@${host}>`;

/** RFC 2919; without a name of its own it is below "localhost", as its section 5 asks. */
export function listIdOf(what: string, label: string, baseUrl: string): string {
  const { hostname } = new URL(baseUrl);
  const isName = /[a-z]/i.test(hostname) && !hostname.includes(':') && hostname.includes('.');
  return `${label} <${what}.${isName ? hostname : 'localhost'}>`;
}

/**
 * Writes a letter for each of these people; the worker sends it. Who has one of this kind about the
 * same gets no second one. Part of the transaction that the entity manager is in.
 */
export async function writeLetters(
  em: EntityManager,
  given: {
    kind: LetterKind;
    about: string;
    content?: unknown;
    to: Pick<User, 'id'>[];
    host: string;
    at: Date;
  },
): Promise<void> {
  const { kind, about, content = null, to, host, at } = given;
  if (to.length === 0) return;
  await em.upsertMany(
    Letter,
    to.map(({ id }) => ({
      kind,
      about,
      content,
      user: id,
      createdAt: at,
      messageId: newMessageId(kind, host),
      state: 'waiting' as const,
      attempts: 0,
      nextAttemptAt: at,
      waitsSince: at,
    })),
    { onConflictFields: ['kind', 'about', 'user'], onConflictAction: 'ignore' },
  );
}
