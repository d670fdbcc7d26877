import { expect, it } from 'vitest';
import { Link } from '#shared/entities/index.ts';
import { givenPlanEntry } from '../support/builders/plan-entry.ts';
import { givenPublication } from '../support/builders/publication.ts';
import { freshApp } from '../support/fresh-app.ts';

it.each<[string, Record<string, string>, string]>([
  ['no bearing', { bearing: '' }, 'Say how the publication bears on it'],
  ['a rationale of spaces', { rationale: ' \u00a0 ' }, 'Say why'],
  ['a long rationale', { rationale: 'x'.repeat(2001) }, 'Keep it to 2,000 characters'],
  ['a long quotation', { quote: 'x'.repeat(2001) }, 'Keep it to 2,000 characters'],
  ['page 0', { page: '0' }, 'Enter a page number'],
  ['page 1.5', { page: '1.5' }, 'Enter a page number'],
  ['a page in words', { page: 'two' }, 'Enter a page number'],
])('refuses a link with %s by the form as by the API', async (_, wrong, message) => {
  const { services, as } = await freshApp();
  const person = await as('coordinator');
  const em = services.orm.em.fork();
  const entry = await givenPlanEntry(em);
  const publication = await givenPublication(em);
  const given = { entryId: String(entry.id), bearing: 'supports', rationale: 'It shows how.' };
  const { page, ...rest } = { ...given, ...wrong } as Record<string, string>;

  const form = await person.post(`/publications/${publication.id}/link`, { ...given, ...wrong });
  const answer = await person.api('POST', `/publications/${publication.id}/links`, {
    ...rest,
    entryId: entry.id,
    ...(page === undefined ? {} : { page: Number.isNaN(Number(page)) ? page : Number(page) }),
  });

  expect(form.status).toBe(422);
  expect(await form.text()).toContain(message);
  expect(answer.status).toBe(422);
  expect(await services.orm.em.fork().count(Link)).toBe(0);
});

it('links with an empty quotation and page, and removes only with a reason', async () => {
  const { services, as } = await freshApp();
  const person = await as('coordinator');
  const em = services.orm.em.fork();
  const entry = await givenPlanEntry(em);
  const publication = await givenPublication(em);

  const form = await person.post(`/publications/${publication.id}/link`, {
    entryId: String(entry.id),
    bearing: 'gap',
    rationale: ' It leaves hotels out. ',
    quote: ' ',
    page: '',
  });
  const link = await services.orm.em.fork().findOneOrFail(Link, { entry: entry.id });
  const refused = await person.post(`/links/${link.id}/remove`, { reason: 'x'.repeat(2001) });

  expect(form.status).toBe(303);
  expect(link).toMatchObject({ rationale: 'It leaves hotels out.', quote: null, page: null });
  expect(refused.status).toBe(422);
});
