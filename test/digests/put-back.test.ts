import { expect, it } from 'vitest';
import { addSubscriber, removeSubscriber } from '#shared/digests/subscribers.ts';
import { AuditEntry, Subscriber } from '#shared/entities/index.ts';
import { databaseKinds } from '../support/databases.ts';
import { freshApp } from '../support/fresh-app.ts';

const by = { userId: null, name: 'test' };
const said = 'The mail server did not take the message: it answered 553.';

/** Three that a refusal ended, one of them removed by a person since; and one that stands. */
async function withEnded(kind: 'sqlite' | 'postgres' = 'sqlite') {
  const { services, as } = await freshApp(kind);
  const em = () => services.orm.em.fork();
  const ids: number[] = [];
  for (const name of ['one', 'two', 'left', 'stands']) {
    const { id } = await addSubscriber(services.fork(), { email: `${name}@a.example`, by });
    ids.push(id);
  }
  await em().nativeUpdate(Subscriber, { id: { $in: ids.slice(0, 3) } }, { failure: said });
  await removeSubscriber(services.fork(), { subscriberId: ids[2] ?? 0, by });
  const coordinator = await as('coordinator');
  const ended = async () =>
    (
      await em().find(
        Subscriber,
        { failure: { $ne: null }, unsubscribedAt: null },
        { orderBy: { id: 'asc' } },
      )
    ).map(({ email }) => email);
  return { ids, coordinator, as, em, ended };
}

it.each(databaseKinds)(
  'puts back all that a refusal ended with one action, on %s',
  async (kind) => {
    const { coordinator, em, ended } = await withEnded(kind);

    const answer = await coordinator.api('POST', '/subscribers/put-back', {});

    expect(await answer.json()).toEqual({ putBack: ['one@a.example', 'two@a.example'] });
    expect(await ended()).toEqual([]);
    expect(await em().count(AuditEntry, { action: 'subscriber.returned' })).toBe(2);
    const again = await coordinator.api('POST', '/subscribers/put-back');
    expect(await again.json()).toEqual({ putBack: [] });
  },
);

it('shows who was ended and why, and puts back those that are chosen', async () => {
  const { ids, coordinator, ended } = await withEnded();

  const list = await (await coordinator.get('/subscribers')).text();
  expect(list).toContain('2 subscriptions were');
  const page = await (await coordinator.get('/subscribers/ended')).text();
  expect(page).toContain('Ended by an earlier version of Skylark');
  expect(page).toContain('it answered 553');
  expect(page.match(/ checked/g)).toHaveLength(2);
  expect(page).not.toContain('left@a.example');

  expect((await coordinator.post('/subscribers/ended', {})).status).toBe(422);
  await coordinator.post('/subscribers/ended', { id: String(ids[1]) });

  expect(await ended()).toEqual(['one@a.example']);
  expect(await (await coordinator.get('/subscribers')).text()).toContain('1 subscription was');
});

it('is for coordinators', async () => {
  const { as, ended } = await withEnded();
  const member = await as('member');

  expect((await member.get('/subscribers/ended')).status).toBe(403);
  expect((await member.post('/subscribers/ended', { id: '1' })).status).toBe(403);
  expect((await member.api('POST', '/subscribers/put-back', {})).status).toBe(403);
  expect(await ended()).toHaveLength(2);
});
