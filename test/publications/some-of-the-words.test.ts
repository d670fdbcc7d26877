import { expect, it } from 'vitest';
import { givenPublication } from '../support/builders/publication.ts';
import { freshApp } from '../support/fresh-app.ts';
import { indexNow } from '../support/fresh-services.ts';

const filler = 'The reviewers read sixty records and met the people who keep them. '.repeat(6);
const told: Record<number, string> = { 4: 'A taxi came.', 60: 'Drivers.', 90: 'A hotel.' };

/** A review that has all the words on pages far apart, what is about most of them, and a note with one. */
async function givenLibrary() {
  const app = await freshApp('sqlite');
  const em = app.services.orm.em.fork();
  const given = (title: string, pages: { number: number; text: string }[]) =>
    givenPublication(em, { title, documents: [{ pages }] });
  const publications = [
    await given(
      'A review of sixteen areas',
      Array.from({ length: 100 }, (_, at) => ({
        number: at + 1,
        text: `${filler}${told[at + 1] ?? ''}`,
      })),
    ),
    await given('Taxi drivers and what they notice', [{ number: 1, text: 'Taxi drivers.' }]),
    await given('On other things', [{ number: 1, text: 'One hotel.' }]),
  ];
  await em.flush();
  await indexNow(
    app.services,
    publications.map(({ id }) => id),
  );
  return app;
}

it('marks on the page and in the API what has all the words and what has some', async () => {
  const app = await givenLibrary();

  const member = await app.as('member');
  const page = await (await member.get('/?q=taxi+drivers+hotel')).text();
  const api = await (await member.api('GET', '/publications?q=taxi+drivers+hotel')).json();

  expect(page).toContain(
    'No publication is about all of the words. The following have some of them.',
  );
  expect(page.match(/Has all of the words/g)).toHaveLength(1);
  expect(page.indexOf('what they notice')).toBeLessThan(page.indexOf('review of sixteen areas'));
  expect(api).toMatchObject({
    total: 3,
    query: { allWords: 1 },
    hits: [{ hasAllWords: false }, { hasAllWords: false }, { hasAllWords: true }],
  });
});
