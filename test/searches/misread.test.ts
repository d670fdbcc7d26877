import { describe, expect, it } from 'vitest';
import { misreadInSearch } from '#shared/library/misread-search.ts';
import { appForEverybody } from '../support/app-for-everybody.ts';

const { as } = await appForEverybody();

const wrong: [string, RegExp][] = [
  ['status=silly', /“silly” is not understood as status: a status is new, kept or set-aside/],
  ['status=kept&status=Kept', /“Kept” is not understood as status/],
  ['year=abc', /“abc” is not understood as year: a year is written with four digits/],
  ['year=26', /“26” is not understood as year/],
  ['linked=perhaps', /“perhaps” is not understood as linked: linked is yes or no/],
  ['colour=red', /There is no filter called “colour”: filters are theme, harm,/],
];
const right = [
  '',
  'q=county+lines&for=county+lines&expand=off&correct=off&alike=off&include=suggested&sort=newest&page=2',
  'q=county+lines&count=theme&count=type',
  'q=county+lines&count=none',
  'status=new&status=kept&year=2025&linked=TRUE&status=',
  'theme=not-in-the-vocabulary-yet&publisher=Nobody&tag=none',
];

describe('a search with what can mean nothing', () => {
  it.each(wrong)('?%s is not understood by the API, and explained', async (address, message) => {
    const { byToken } = await as('member');

    const answer = await byToken('GET', `/api/v1/publications?${address}`);
    const told = (await answer.json()) as { detail: string; errors: { field: string }[] };

    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(told.detail).toMatch(message);
    expect(told.errors.map(({ field }) => field)).toEqual([address.split('=')[0]]);
  });

  it.each(wrong)('?%s is explained on the page', async (address, message) => {
    const { byPage } = await as('member');

    const answer = await byPage('GET', `/?${address}`);

    expect(answer.status).toBe(200);
    const page = await answer.text();
    expect(page).toMatch(message);
    expect(page).toContain('It was left out.');
  });

  it.each([
    ['status=kept&status=silly&year=abc&colour=red', 'status=kept'],
    ['linked=perhaps&q=hotel', 'q=hotel'],
    ['year=26', ''],
  ])('?%s is ticked, listed and saved as ?%s', async (address, understood) => {
    const { byPage } = await as('member');
    const ticked = (page: string) => [...page.matchAll(/<input[^>]* checked=""[^>]*>/g)].join();
    const total = (page: string) => /<h2[^>]*>[^<]*/.exec(page)?.[0];

    const page = await (await byPage('GET', `/?${address}`)).text();
    const plain = await (await byPage('GET', `/?${understood}`)).text();
    const saving = await (await byPage('GET', `/searches/new?${address}`)).text();

    expect(ticked(page)).toBe(ticked(plain));
    expect(total(page)).toBe(total(plain));
    expect(`${page}${saving}`).not.toMatch(/(value="|%3D|=)(silly|abc|perhaps|red|26)["&]/);
    expect(saving).toContain(`name="search" value="${understood.replaceAll('&', '&amp;')}"`);
  });

  it.each(wrong)('?%s is not saved', async (query, message) => {
    const { byToken } = await as('member');

    const answer = await byToken('POST', '/api/v1/searches', { name: 'Of no use', query });

    expect(answer.status).toBe(422);
    expect(await answer.text()).toMatch(message);
  });
});

it.each(right)('understands ?%s', async (address) => {
  const { byToken } = await as('member');

  expect(misreadInSearch(new URLSearchParams(address))).toEqual([]);
  expect((await byToken('GET', `/api/v1/publications?${address}`)).status).toBe(200);
});
