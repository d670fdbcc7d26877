import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { Publication, User } from '#shared/entities/index.ts';
import { openSession } from '#shared/people/sessions.ts';
import {
  erasePublication,
  liftRestriction,
  restrictPublication,
} from '#shared/publications/take-down.ts';
import { openWorker } from '#worker/open-worker.ts';
import { databaseKinds } from '../support/databases.ts';
import { everyAnswer, everythingThatLeaves, type Left } from '../support/every-exit.ts';
import { freshApp } from '../support/fresh-app.ts';
import { freshServices, indexNow } from '../support/fresh-services.ts';
import { smtpInbox } from '../support/loopback/smtp-inbox.ts';
import { everyRow, publishedEverywhere, publishedUser } from '../support/published-everywhere.ts';
import {
  type Holding,
  holdings,
  markers,
  unclassified,
  wordColumns,
} from '../support/text-columns.ts';

const timeout = 300_000;
const by = { userId: null, name: 'admin@example.org' };

/** Markers that are found, with the first places they are found at. */
const found = (left: Left[], holding: Holding) =>
  markers
    .filter((marker) => marker.holding === holding)
    .flatMap(({ word }) => {
      const exits = left.filter(({ text }) => text.includes(word)).map(({ exit }) => exit);
      return exits.length > 0 ? [`${word}: ${[...new Set(exits)].slice(0, 5).join(', ')}`] : [];
    });

async function aPublishedApp(kind: 'sqlite' | 'postgres', settings: NodeJS.ProcessEnv = {}) {
  const inbox = await smtpInbox();
  const { services, app } = await freshApp(kind, {
    settings: { SMTP_URL: inbox.url, ...settings },
  });
  const published = await publishedEverywhere(services);
  const { em, clock } = services.fork();
  const user = await em.findOneOrFail(User, { email: publishedUser });
  const cookie = `skylark=${await openSession({ em, clock }, user, 'test')}`;
  const id = published.publicationId;
  const setStatus = async (status: 'kept' | 'new') => {
    await services.orm.em.fork().nativeUpdate(Publication, { id }, { status });
    await indexNow(services, [id]);
  };
  const worker = await openWorker(services, { baseUrl: () => 'http://skylark.test' });
  onTestFinished(() => worker.close());
  const leaves = async () => {
    const given = { it: published, cookie, inbox, worker };
    const left = await everythingThatLeaves(app, services, given);
    // What is in a digest is kept; a list of what waits to be judged shows the same otherwise.
    await setStatus('new');
    left.push(
      ...(await everyAnswer(app, published, { cookie }, (address) => address.includes('judge'))),
    );
    await setStatus('kept');
    return left;
  };
  const pages = () =>
    everyAnswer(app, published, { cookie }, (address) => address.startsWith('/publications'));
  return { services, id, leaves, pages };
}

const meili = inject('meili');

const engines = [
  ...databaseKinds.map((kind) => ({ name: `${kind} and FTS5`, kind, settings: {} })),
  ...(meili
    ? [
        {
          name: 'sqlite and Meilisearch',
          kind: 'sqlite' as const,
          settings: { MEILI_URL: meili.url, MEILI_API_KEY: meili.apiKey ?? '' },
        },
      ]
    : []),
];

it('knows of every column that could hold words what it holds of publications', async () => {
  const services = await freshServices();

  expect(unclassified(wordColumns(services.orm))).toEqual([]);
});

describe.each(engines)('a takedown on $name', ({ kind, settings }) => {
  it('takes down everywhere, is lifted everywhere, and erases everywhere', {
    timeout,
  }, async () => {
    const { services, id, leaves, pages } = await aPublishedApp(kind, settings);
    const given = { publicationId: id, reason: 'A court order', by };

    const before = await leaves();
    const shown = markers.filter(({ keptOnly }) => !keptOnly);
    const missing = shown.filter(({ word }) => !before.some(({ text }) => text.includes(word)));
    expect(missing.map(({ word }) => word)).toEqual([]);
    expect(before.filter(({ exit }) => exit.startsWith('mail')).length).toBeGreaterThan(2);

    await restrictPublication(services.fork(), given);
    expect(found(await leaves(), 'text')).toEqual([]);
    await indexNow(services, [id]);
    const restricted = await leaves();
    expect(found(restricted, 'text')).toEqual([]);
    expect(found(restricted, 'title')).not.toEqual([]);
    expect(found(restricted, 'note')).not.toEqual([]);

    await liftRestriction(services.fork(), given);
    await indexNow(services, [id]);
    expect(found(await pages(), 'text')).not.toEqual([]);

    await erasePublication(services.fork(), { ...given, withNotes: true, withTitle: true });
    const rows = await everyRow(services);
    expect(markers.filter(({ word }) => rows.includes(word)).map(({ word }) => word)).toEqual([]);
    // Counts by tag are the index's own; all else is right before it has heard.
    const atOnce = await leaves();
    expect([...found(atOnce, 'text'), ...found(atOnce, 'title')]).toEqual([]);
    await indexNow(services, [id]);
    const erased = await leaves();
    for (const holding of holdings) expect(found(erased, holding)).toEqual([]);
  });
});
