import { expect, it, onTestFinished } from 'vitest';
import { tellOfPlan } from '#demo/plan-samples.ts';
import { serveApp } from '#server/serve.ts';
import { PlanEntry } from '#shared/entities/index.ts';
import { createSignInLink } from '#shared/people/create-sign-in-link.ts';
import { loadIllustrativePlan } from '#shared/plans/files/illustrative-plan.ts';
import { expectAccessible, freshBrowser } from '../support/browser.ts';
import { actorOf, givenUser } from '../support/builders/user.ts';
import { freshServices } from '../support/fresh-services.ts';

it('takes one recommendation with three owners through all that may be said of it, without JavaScript', {
  timeout: 180_000,
}, async () => {
  const services = await freshServices('sqlite', { settings: { PORT: '0' } });
  const em = services.orm.em.fork();
  const user = await givenUser(em, { role: 'coordinator' });
  const planId = await loadIllustrativePlan(services.fork(), actorOf(user));
  await tellOfPlan(services, actorOf(user));
  const served = await serveApp(services);
  onTestFinished(() => served.close());
  const token = await createSignInLink(services.fork(), { user, minutes: 10 });
  const { page } = await freshBrowser({ javaScript: false });
  const press = (name: string) => page.getByRole('button', { name }).click();
  const follow = (name: string) => page.getByRole('link', { name }).first().click();
  const main = () => page.textContent('main');
  await page.goto(`${served.url}/sign-in/${token}`);
  await press('Sign in');

  await page.goto(`${served.url}/plans/${planId}`);
  await press('Add an entry');
  await page.getByLabel('Recommendation or action').fill('Train those who work at night.');
  await page.getByLabel('Owner', { exact: true }).fill('Police');
  await page
    .getByLabel('Other owners and their parts')
    .fill('Marlby College: teach the course\nICB: pay for it');
  await page.getByLabel('Due date', { exact: true }).fill('30/09/2027');
  await press('Add the entry');
  expect(await main()).toContain('Marlby College');

  await press('Note progress');
  await page.getByLabel('What progress is there?').fill('The first course was held.');
  await page.getByLabel('Whose part it is about').selectOption('Marlby College');
  await page.getByLabel('Status', { exact: true }).selectOption('complete');
  await press('Save');
  expect(await main()).toContain('Of the part of Marlby College');
  expect(await page.getByRole('row', { name: /Marlby College/ }).textContent()).toContain(
    'complete',
  );
  expect(await page.getByRole('row', { name: /ICB/ }).textContent()).toContain('not said yet');

  await follow('Add a figure');
  await page.getByLabel('What is counted or measured').fill('People trained');
  await page.getByLabel('Target (optional)').fill('300');
  await page.getByLabel('It counts people').check();
  await press('Add the figure');
  await follow('Note a value');
  await page.getByLabel('Value', { exact: true }).fill('7');
  await press('Save');
  expect(await main()).toContain('People trained: fewer than 10 of 300');

  await follow('Put off the date');
  await page.getByLabel('New due date').fill('31/12/2027');
  await press('Put it off');
  expect(await main()).toContain('Say why the date moves');
  await page.getByLabel('Why it moves').fill('Nobody can come in the autumn.');
  await press('Put it off');
  expect(await main()).toContain('at first 30 September 2027, 1 extension');

  await follow('Record what others say');
  await page.getByLabel('Scrutiny').check();
  await page.getByLabel('Not agreed').check();
  await page.getByLabel('What they said').fill('Too slow.');
  await press('Save');
  expect(await page.locator('#confirmation').textContent()).toContain('not agreed scrutiny');

  await press('Note progress');
  await page.getByLabel('What progress is there?').fill('All were trained.');
  await page.getByLabel('Status', { exact: true }).selectOption('embedded');
  await page.getByLabel('Blue: complete').check();
  await press('Save');
  await follow('Look at it again');
  await page.getByLabel('In part').first().check();
  await page.getByLabel('Yes', { exact: true }).last().check();
  await page.getByLabel('What was found').fill('Hotels ring more often.');
  await press('Save');
  expect(await main()).toContain('Made a difference: in part. Kept up: yes.');
  expect(await page.locator('#confirmation').textContent()).toContain('not agreed scrutiny');
});

it('can be used by all on its pages, at 320 and 1280 pixels and in print', {
  timeout: 180_000,
}, async () => {
  const services = await freshServices('sqlite', { settings: { PORT: '0' } });
  const em = services.orm.em.fork();
  const user = await givenUser(em, { role: 'coordinator' });
  const planId = await loadIllustrativePlan(services.fork(), actorOf(user));
  await tellOfPlan(services, actorOf(user));
  const { id } = await em.findOneOrFail(PlanEntry, { ref: 'ILL-16' });
  const served = await serveApp(services);
  onTestFinished(() => served.close());
  const token = await createSignInLink(services.fork(), { user, minutes: 10 });
  const { page } = await freshBrowser();
  await page.goto(`${served.url}/sign-in/${token}`);
  await page.getByRole('button', { name: 'Sign in' }).click();

  for (const path of [
    '/plans',
    `/plans/${planId}`,
    `/plans/${planId}?sort=due&due=extended`,
    `/plans/${planId}/priorities`,
    `/plans/${planId}/entries/add`,
    `/entries/${id}`,
    `/entries/${id}/progress`,
    ...['confirm', 'extend', 'recheck', 'split', 'move', 'retire', 'figures/add'].map(
      (form) => `/entries/${id}/${form}`,
    ),
  ]) {
    await page.goto(`${served.url}${path}`);
    await expectAccessible(page);
    if (process.env.LOOK) {
      const name = path.replace(/\W+/g, '-');
      await page.screenshot({ path: `${process.env.LOOK}/${name}-1280.png`, fullPage: true });
      await page.setViewportSize({ width: 320, height: 900 });
      await page.screenshot({ path: `${process.env.LOOK}/${name}-320.png`, fullPage: true });
      await page.setViewportSize({ width: 1280, height: 900 });
    }
  }
  await page.emulateMedia({ media: 'print' });
  for (const path of [`/plans/${planId}`, `/entries/${id}`]) {
    await page.goto(`${served.url}${path}`);
    await expectAccessible(page);
    expect(await page.getByRole('button', { name: 'Note progress' }).isVisible()).toBe(false);
  }
});
