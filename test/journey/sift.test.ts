import type { Page } from 'playwright-core';
import { beforeEach, expect, it } from 'vitest';
import { serveApp } from '#server/serve.ts';
import {
  Assessment,
  Assignment,
  Concept,
  Deferral,
  Link,
  Publication,
  PublicationConcept,
  Suggestion,
  type User,
} from '#shared/entities/index.ts';
import { createSignInLink } from '#shared/people/create-sign-in-link.ts';
import type { OpenServices } from '#shared/services.ts';
import { writeCriteria } from '#shared/sift/criteria.ts';
import { expectAccessible, freshBrowser } from '../support/browser.ts';
import { givenPlanEntry } from '../support/builders/plan-entry.ts';
import { givenPublication } from '../support/builders/publication.ts';
import { givenSource } from '../support/builders/source.ts';
import { actorOf, givenUser } from '../support/builders/user.ts';
import { freshServices } from '../support/fresh-services.ts';

const timeout = 180_000;
const at = new Date('2026-09-10T08:00:00Z');

let services: OpenServices;
let url: string;
let ann: User;

beforeEach(async () => {
  services = await freshServices('sqlite', { settings: { PORT: '0' } });
  const served = await serveApp(services);
  url = served.url;
  const em = services.orm.em.fork();
  ann = await givenUser(em, { role: 'coordinator', email: 'ann@marlby.example', name: 'Ann' });
  const by = actorOf(ann);
  await writeCriteria(services.fork(), { text: 'What helps children here.', by });
  return () => served.close();
});

/** Publications that wait, each with two suggested themes and a suggested entry. */
async function given(count: number): Promise<void> {
  const em = services.orm.em.fork();
  const entry = await givenPlanEntry(em, { ref: 'R1' });
  await givenPlanEntry(em, { ref: 'R2', plan: entry.plan });
  const source = await givenSource(em, { mayShow: 'text' });
  for (let one = 1; one <= count; one += 1) {
    const publication = await givenPublication(em, {
      title: `Review ${one} of hotels and taxis`,
      summary: `What hotels noticed, part ${one}.`,
      source,
      documents: [
        {
          pages: [
            { number: 1, text: 'Contents and thanks. Nothing to be quoted here.' },
            { number: 4, text: 'They spoke of county lines. Boys were seen as runners by hotels.' },
          ],
        },
      ],
    });
    for (const about of [
      { concept: em.getReference(Concept, 'county-lines') },
      { concept: em.getReference(Concept, 'rhi') },
      { entry: entry.id },
    ])
      em.create(Suggestion, {
        publication: publication.id,
        ...about,
        words: ['county lines'],
        strength: 'strong',
        page: 4,
        createdAt: at,
      });
    await em.flush();
  }
}

async function signedIn(page: Page, user: User): Promise<void> {
  const token = await createSignInLink(services.fork(), { user, minutes: 10 });
  await page.goto(`${url}/sign-in/${token}`);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

const siftedOn = (page: Page) => page.locator('#sift').getAttribute('data-sift');
/** Waits until another publication is to be read, and its title has the focus. */
const nextAfter = (page: Page, before: string | null) =>
  page.waitForFunction(
    (was) =>
      document.querySelector<HTMLElement>('#sift')?.dataset.sift !== was &&
      ['reading', ''].includes(document.activeElement?.id ?? ''),
    before,
  );
const em = () => services.orm.em.fork();

it('takes 30 publications by keyboard alone: 4 presses each besides the words, and no page load', {
  timeout,
}, async () => {
  await given(32);
  const { page } = await freshBrowser();
  await signedIn(page, ann);
  await page.goto(`${url}/sift`);
  let loads = 0;
  page.on('request', (request) => {
    if (request.isNavigationRequest()) loads += 1;
  });
  let presses = 0;
  const press = (key: string) => {
    presses += 1;
    return page.keyboard.press(key);
  };
  const kept: (string | null)[] = [];

  for (let one = 1; one <= 30; one += 1) {
    const item = await siftedOn(page);
    kept.push(item);
    await press('a');
    await press('g');
    await press('m');
    await page.keyboard.type(`Ask 1 hotel about k and z, ${one}.`);
    await press('Enter');
    await nextAfter(page, item);
  }

  console.info(
    `30 kept with two themes, a meaning and a link: ${presses} presses, ${loads} page loads`,
  );
  expect({ presses, loads }).toEqual({ presses: 120, loads: 0 });
  expect(new Set(kept).size).toBe(30);
  expect(await em().count(Publication, { status: 'kept' })).toBe(30);
  expect(await em().count(PublicationConcept)).toBe(60);
  const links = await em().find(Link, {}, { populate: ['entry'] });
  expect(links.map(({ bearing, entry }) => [bearing, entry.ref])).toEqual(
    Array(30).fill(['gap', 'R1']),
  );
  expect(links.map(({ rationale }) => rationale)).toContain('Ask 1 hotel about k and z, 30.');
  expect(await em().count(Assessment)).toBe(30);

  // What was done last is undone, also after going back and forth.
  await page.keyboard.press('z');
  await page.waitForFunction(
    (id) => document.querySelector<HTMLElement>('#sift')?.dataset.sift === id,
    kept[29],
  );
  expect(await em().count(Publication, { status: 'kept' })).toBe(29);
  expect(await em().count(Link, { removedAt: null })).toBe(29);

  // One key a reason, and the next; a note stands first if it is wanted.
  const set = await siftedOn(page);
  await page.keyboard.press('n');
  await page.keyboard.type('Only a press notice, 1 page.');
  await page.keyboard.press('Enter');
  expect(await em().count(Publication, { status: 'set-aside' })).toBe(0);
  await page.keyboard.press('Escape');
  await page.keyboard.press('3');
  await nextAfter(page, set);
  expect(await em().findOne(Publication, { status: 'set-aside' })).toMatchObject({
    id: Number(set),
    setAsideReason: 'too-thin',
    setAsideNote: 'Only a press notice, 1 page.',
  });

  const later = await siftedOn(page);
  await page.keyboard.press('l');
  await page.keyboard.type('Wait for the annex');
  await page.keyboard.press('Enter');
  await nextAfter(page, later);
  expect(await em().find(Deferral, {})).toMatchObject([{ why: 'Wait for the annex' }]);
  expect(loads).toBe(0);

  // Whoever speaks to the machine switches single keys off; it stays so.
  await page.locator('#keys summary').click();
  await page.getByLabel('Single keys work').uncheck();
  const last = await siftedOn(page);
  await page.locator('#reading').focus();
  await page.keyboard.press('1');
  await page.reload();
  await page.keyboard.press('1');
  expect(await siftedOn(page)).toBe(last);
  expect(await em().count(Publication, { status: 'set-aside' })).toBe(1);
  await page.goBack();
});

it('does the same by mouse, and quotes what is selected', { timeout }, async () => {
  await given(3);
  const { page } = await freshBrowser();
  await signedIn(page, ann);
  await page.goto(`${url}/sift`);
  await expectAccessible(page);
  const item = await siftedOn(page);

  await page.getByLabel('All 2 that are suggested').check();
  await page.getByLabel('What this means here').fill('Ask hotels.');
  await page.getByLabel('Supports').check();
  await page.evaluate(() => {
    const text = document.querySelector('.passage-text');
    document.getSelection()?.selectAllChildren(text ?? document.body);
  });
  await page.getByRole('button', { name: /^Quote these \d+ words$/ }).click();
  await page.getByText(/^Correct /).click();
  await page.getByLabel('Region').selectOption('region-england');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Keep and next' }).click();
  await nextAfter(page, item);

  const [link] = await em().find(Link, {});
  expect(link).toMatchObject({ bearing: 'supports', rationale: 'Ask hotels.', page: 4 });
  expect(link?.quote).toContain('Boys were seen as runners by hotels.');
  expect(await em().findOneOrFail(Publication, Number(item))).toMatchObject({
    region: 'region-england',
  });
  await expectAccessible(page);

  await page.getByRole('link', { name: 'The next, without judging' }).click();
  await page.waitForURL(/item=\d+/);
  const second = await siftedOn(page);
  await page.goBack();
  await nextAfter(page, second);
  for (const box of await page.locator('.sift-tick input').all()) await box.check();
  await page.getByRole('button', { name: 'Keep ticked' }).click();
  await page.getByText('Kept: 2 publications').first().waitFor();
  expect(await em().count(Publication, { status: 'kept' })).toBe(3);
  await expectAccessible(page);
  await page.locator('#done').getByRole('button', { name: 'Undo' }).click();
  await page.locator('#keep').waitFor();
  expect(await em().count(Publication, { status: 'kept' })).toBe(1);
});

it('is one column on a phone, where everything can be done by touch', { timeout }, async () => {
  await given(2);
  const { page } = await freshBrowser({ width: 320 });
  await signedIn(page, ann);
  await page.goto(`${url}/sift`);
  const item = await siftedOn(page);
  const [reading, side] = [
    await page.locator('.sift-main').boundingBox(),
    await page.locator('.sift-side').boundingBox(),
  ];
  expect((reading?.y ?? 0) + (reading?.height ?? 0)).toBeLessThanOrEqual(side?.y ?? 0);

  await page.locator('summary', { hasText: /^\s*Later\s*$/ }).click();
  await page.getByLabel('Why later').fill('Read it on the train');
  await page.getByRole('button', { name: 'Later' }).click();
  await nextAfter(page, item);
  await expectAccessible(page);
  expect(await em().count(Deferral)).toBe(1);
});

it('needs no JavaScript, from reading to undoing, and says what is missing', {
  timeout,
}, async () => {
  await given(4);
  const member = await givenUser(em(), { role: 'member', email: 'licensing@marlby.example' });
  const { page } = await freshBrowser({ javaScript: false });
  await signedIn(page, ann);
  await page.goto(`${url}/sift`);
  const first = await siftedOn(page);

  await page.getByLabel('All 2 that are suggested').check();
  await page.getByLabel('Challenges').check();
  await page.getByRole('button', { name: 'Keep and next' }).click();
  expect(await page.textContent('.govuk-error-summary')).toContain('Say what it means here');
  expect(await page.getByLabel('Challenges').isChecked()).toBe(true);
  await page.getByLabel('What this means here').fill('Hotels disagree.');
  await page.getByLabel('Quotation', { exact: true }).selectOption({ index: 1 });
  await page.getByRole('button', { name: 'Keep and next' }).click();
  expect(await siftedOn(page)).not.toBe(first);
  expect(await em().find(Link, {})).toMatchObject([{ bearing: 'challenges', page: 4 }]);
  expect(await em().count(PublicationConcept)).toBe(2);

  await page.locator('#done').getByRole('button', { name: 'Undo' }).click();
  expect(await siftedOn(page)).toBe(first);
  expect(await em().count(Publication, { status: 'kept' })).toBe(0);

  await page.getByRole('button', { name: 'Out of area' }).click();
  expect(await em().count(Publication, { setAsideReason: 'out-of-area' })).toBe(1);
  await page.getByText('Assign to somebody').click();
  await page.getByLabel('Who is to look at it').selectOption(String(member.id));
  await page.getByLabel('What to look for').fill('Is it ours?');
  await page.getByRole('button', { name: 'Assign' }).click();
  expect(await em().count(Assignment)).toBe(1);

  const { page: other } = await freshBrowser({ javaScript: false });
  await signedIn(other, member);
  await other.getByRole('link', { name: 'Assigned to me' }).click();
  expect(await other.textContent('main')).toContain('Is it ours?');
  await other.getByLabel('What do you make of it?').fill('Yes: page 4.');
  await other.getByRole('button', { name: 'Hand back' }).click();
  expect(await other.textContent('main')).toContain('Nothing is assigned to you.');
  await page.goto(`${url}/sift`);
  expect(await page.textContent('.sift-list')).toContain('From licensing@marlby.example');

  await page.getByRole('link', { name: 'Change it, or see what it said before' }).click();
  await page.getByLabel('Criteria').fill('What helps children anywhere.');
  await page.getByRole('button', { name: 'Save' }).click();
  expect(await page.textContent('main')).toContain('What helps children here.');
  await page.goto(`${url}/sift/minutes`);
  await page.getByLabel('Minutes').fill('35');
  await page.getByRole('button', { name: 'Note it' }).click();
  expect(await page.textContent('.govuk-table')).toContain('35');

  const { page: seeing } = await freshBrowser();
  await signedIn(seeing, ann);
  for (const path of [
    '/sift?list=later',
    '/sift/criteria',
    '/sift/minutes',
    '/assigned',
    '/later',
  ]) {
    await seeing.goto(`${url}${path}`);
    await expectAccessible(seeing);
  }
});

it('lets two coordinators sift at once: nothing is overwritten, and the second is told', {
  timeout,
}, async () => {
  await given(3);
  const bob = await givenUser(em(), { role: 'coordinator', email: 'bob@marlby.example' });
  const [{ page: hers }, { page: his }] = [await freshBrowser(), await freshBrowser()];
  await signedIn(hers, ann);
  await signedIn(his, bob);
  await hers.goto(`${url}/sift`);
  await his.goto(`${url}/sift`);
  const item = await siftedOn(hers);
  expect(await siftedOn(his)).toBe(item);

  await his.getByLabel('What this means here').fill('Bob: nothing for us.');
  await hers.getByLabel('What this means here').fill('Ann: ask hotels.');
  await hers.keyboard.press('Enter');
  await nextAfter(hers, item);
  await his.keyboard.press('Enter');

  const told = his.locator('.govuk-error-summary');
  await told.waitFor();
  expect(await told.textContent()).toMatch(
    /ann@marlby\.example changed this .*while you were writing/,
  );
  expect(await told.textContent()).toContain('What this means here is now “Ann: ask hotels.”');
  expect(await told.textContent()).toContain('Its judgement is now “Kept”');
  expect(await his.getByLabel('What this means here').inputValue()).toBe('Bob: nothing for us.');
  expect(await em().find(Assessment, {})).toMatchObject([{ meaning: 'Ann: ask hotels.' }]);
  await expectAccessible(his);

  await his.goto(`${url}/sift`);
  const second = await siftedOn(his);
  await hers.goto(`${url}/sift?item=${second}`);
  for (const box of await his.locator('.sift-tick input').all()) await box.check();
  await hers.keyboard.press('1');
  await nextAfter(hers, second);
  await his.getByLabel('Reason for setting aside').selectOption('duplicate');
  await his.getByRole('button', { name: 'Set ticked aside' }).click();
  await told.waitFor();
  expect(await told.textContent()).toMatch(
    /Nothing was done to any of the 2: .* was set aside by Ann/,
  );
  expect(await em().count(Publication, { setAsideReason: 'duplicate' })).toBe(0);
});
