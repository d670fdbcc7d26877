import { describe, expect, it } from 'vitest';
import { presentWeek } from '#shared/digests/weeks.ts';
import { Digest, SavedSearch } from '#shared/entities/index.ts';
import { databaseKinds } from '../support/databases.ts';
import { freshApp, type Person } from '../support/fresh-app.ts';

const seenOn = (page: string) => /name="seen" value="([^"]*)"/.exec(page)?.[1] ?? '';
const textOf = async (answer: Response) => (await answer.text()).replace(/\s+/g, ' ');

/** Ann and Bob open the same form; Ann saves hers first. */
async function bothSave(
  form: { shown: string; sent: string },
  ann: [Person, Record<string, string>],
  bob: [Person, Record<string, string>],
) {
  const seen = seenOn(await (await bob[0].get(form.shown)).text());
  expect(seen).not.toBe('');
  expect((await ann[0].post(form.sent, { ...ann[1], seen })).status).toBe(303);
  const told = await bob[0].post(form.sent, { ...bob[1], seen });
  return { told, page: await textOf(told) };
}

describe.each(databaseKinds)('who comes second, on %s,', (kind) => {
  it('overwrites no words at the top of a digest, and is told who wrote them', async () => {
    const { services, as } = await freshApp(kind);
    const { week } = presentWeek(services.clock());
    const [ann, bob] = [await as('coordinator'), await as('administrator')];
    const form = { shown: `/digests/${week}`, sent: `/digests/${week}/intro` };
    const intro = async () => (await services.orm.em.fork().findOneOrFail(Digest, { week })).intro;

    const { told, page } = await bothSave(
      form,
      [ann, { intro: 'Ann’s words' }],
      [bob, { intro: 'Bob’s words' }],
    );

    expect(told.status).toBe(409);
    expect(page).toMatch(/coordinator-\S+ changed this .*, while you were writing/);
    expect(page).toContain('is now “Ann’s words”');
    expect(page).toContain('Bob’s words</textarea>');
    expect(await intro()).toBe('Ann’s words');
    const again = { intro: 'Both’s words', seen: seenOn(page) };
    expect((await bob.post(form.sent, again)).status).toBe(303);
    expect(await intro()).toBe('Both’s words');
  });

  it('changes no shared search over somebody’s head', async () => {
    const { services, as } = await freshApp(kind);
    const [ann, bob] = [await as('member'), await as('coordinator')];
    const saved = { name: 'Hotels', query: 'q=hotel', isShared: true };
    const { id } = await (await ann.api('POST', '/searches', saved)).json();
    const form = { shown: `/searches/${id}`, sent: `/searches/${id}` };
    const sharing = 'shared';

    const { told, page } = await bothSave(
      form,
      [ann, { name: 'Hotels and inns', sharing, alert: 'none' }],
      [bob, { name: 'Hotels', sharing: 'private', alert: 'none' }],
    );

    expect(told.status).toBe(409);
    expect(page).toContain('Its name is now “Hotels and inns”, and so it is in the form');
    expect(page).toContain('value="Hotels and inns"');
    const search = await services.orm.em.fork().findOneOrFail(SavedSearch, { id });
    expect(search).toMatchObject({ name: 'Hotels and inns', isShared: true });
    const again = { name: 'Hotels and inns', sharing: 'private', seen: seenOn(page) };
    expect((await bob.post(form.sent, { ...again, alert: 'none' })).status).toBe(303);
  });
});
