import type { RequiredEntityData } from '@mikro-orm/core';
import type { EntityManager } from '#shared/database/open-database.ts';
import { Source } from '#shared/entities/index.ts';

let made = 0;

/** A source that is in the database; text may be shown unless said otherwise. */
export async function givenSource(
  em: EntityManager,
  given: Partial<RequiredEntityData<Source>> = {},
): Promise<Source> {
  made += 1;
  const source = em.create(Source, {
    key: `source-${made}`,
    name: `Source ${made}`,
    publisher: 'Marlby Safeguarding Partnership',
    kind: 'feed',
    url: `https://marlby.example/feed-${made}`,
    mayShow: 'text',
    createdAt: new Date('2026-09-01T09:00:00Z'),
    ...given,
  });
  await em.flush();
  return source;
}
