import { beforeEach, describe, expect, it } from 'vitest';
import { Assessment, PlanEntry, Publication, Source } from '#shared/entities/index.ts';
import type { OpenServices } from '#shared/services.ts';
import { givenPlanEntry } from '../support/builders/plan-entry.ts';
import { givenPublication } from '../support/builders/publication.ts';
import { givenSource } from '../support/builders/source.ts';
import { databaseKinds } from '../support/databases.ts';
import { freshApp, type Person } from '../support/fresh-app.ts';

/** What stands in the boxes of a page's form, by name. */
async function boxesOf(page: Response, action: string): Promise<Record<string, string>> {
  const html = await page.text();
  const form = new RegExp(`<form[^>]*action="${action}".*?</form>`, 's').exec(html)?.[0] ?? '';
  const unescaped = (text: string) =>
    text.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&');
  const boxes: [string, string][] = [];
  for (const [input] of form.matchAll(/<input[^>]*>/g)) {
    const attribute = (name: string) => new RegExp(` ${name}="([^"]*)"`).exec(input)?.[1] ?? '';
    const isChoice = /type="(radio|checkbox)"/.test(input);
    if (!isChoice || / checked/.test(input))
      boxes.push([attribute('name'), unescaped(attribute('value'))]);
  }
  for (const [, name = '', text = ''] of form.matchAll(
    /<textarea[^>]*name="([^"]*)"[^>]*>([^<]*)<\/textarea>/g,
  ))
    boxes.push([name, unescaped(text)]);
  for (const [, name = '', options = ''] of form.matchAll(
    /<select[^>]*name="([^"]*)"[^>]*>(.*?)<\/select>/gs,
  ))
    boxes.push([name, /value="([^"]*)"[^>]* selected/.exec(options)?.[1] ?? '']);
  return Object.fromEntries(boxes.filter(([name]) => name !== ''));
}

/** One row for each form that two people may have open, with what each of them changes. */
const forms = {
  facts: {
    form: (id: number) => `/publications/${id}/facts`,
    action: (id: number) => `/publications/${id}/facts`,
    ann: { publisher: 'Northmere' },
    bob: { title: 'Bob’s title' },
    both: 'publisher',
    told: 'Publisher is now “Northmere”',
  },
  assessment: {
    form: (id: number) => `/publications/${id}`,
    action: (id: number) => `/publications/${id}/assessment`,
    ann: { meaning: 'Ann: ask the drivers.' },
    bob: { impact: '4' },
    both: 'meaning',
    told: 'What this means here is now “Ann: ask the drivers.”',
  },
  entry: {
    form: (id: number) => `/entries/${id}/edit`,
    action: (id: number) => `/entries/${id}/edit`,
    ann: { ownerAgency: 'Police' },
    bob: { leadRole: 'Head of licensing' },
    both: 'ownerAgency',
    told: 'Owner is now “Police”',
  },
  source: {
    form: (id: number) => `/sources/${id}/edit`,
    action: (id: number) => `/sources/${id}/edit`,
    ann: { licence: 'OGL 3.0' },
    bob: { note: 'Bob asked them.' },
    both: 'licence',
    told: 'Licence is now “OGL 3.0”',
  },
};

describe.each(databaseKinds)('two people with one form open, on %s', (kind) => {
  let services: OpenServices;
  let ann: Person;
  let bob: Person;
  let ids: Record<keyof typeof forms, number>;

  beforeEach(async () => {
    const app = await freshApp(kind);
    services = app.services;
    ann = await app.as('coordinator');
    bob = await app.as('administrator');
    const em = services.orm.em.fork();
    const publication = await givenPublication(em, {});
    const entry = await givenPlanEntry(em);
    const source = await givenSource(em, { key: 'shared', kind: 'feed' });
    ids = { facts: publication.id, assessment: publication.id, entry: entry.id, source: source.id };
  });

  const rowOf = async (name: keyof typeof forms): Promise<Record<string, unknown>> => {
    const em = services.orm.em.fork();
    if (name === 'assessment')
      return { ...(await em.findOneOrFail(Assessment, { publication: ids.assessment })) };
    const kinds = { facts: Publication, entry: PlanEntry, source: Source };
    return { ...(await em.findOneOrFail(kinds[name] as typeof Publication, ids[name])) };
  };

  it.each(Object.keys(forms) as (keyof typeof forms)[])(
    '%s: the second is told what changed, nothing is overwritten, and their words stay',
    async (name) => {
      const { form, action, ann: hers, bob: his, both, told } = forms[name];
      const id = ids[name];
      const opened = await boxesOf(await ann.get(form(id)), action(id));
      const [hersField = '', hersValue = ''] = Object.entries(hers)[0] ?? [];
      const [hisField = '', hisValue = ''] = Object.entries(his)[0] ?? [];
      const same = { [both]: 'Bob’s own words' };

      expect((await ann.post(action(id), { ...opened, ...hers })).status).toBe(303);
      const refused = await bob.post(action(id), { ...opened, ...his, ...same });

      expect(refused.status).toBe(409);
      const again = refused.clone();
      const html = (await refused.text()).replaceAll('&#39;', "'");
      expect(html).toContain(told);
      expect(html).toMatch(
        /coordinator-[\d.]+@marlby\.example changed this .*while you were writing/,
      );
      expect(html).toContain('What you typed is still here');
      const kept = await boxesOf(again, action(id));
      expect(kept).toMatchObject({ [hisField]: hisValue, ...same });
      expect((await rowOf(name))[hersField]).toBe(hersValue);

      expect((await bob.post(action(id), kept)).status).toBe(303);
      expect(await rowOf(name)).toMatchObject(same);
    },
  );

  it.each(Object.keys(forms) as (keyof typeof forms)[])(
    '%s: what the second left as it was is taken over, and saved so',
    async (name) => {
      const { form, action, ann: hers, bob: his } = forms[name];
      const id = ids[name];
      const opened = await boxesOf(await bob.get(form(id)), action(id));

      await ann.post(action(id), { ...opened, ...hers });
      const refused = await bob.post(action(id), { ...opened, ...his });
      expect(refused.status).toBe(409);
      const kept = await boxesOf(refused.clone(), action(id));
      expect(await refused.text()).toContain('and so it is in the form');
      expect(kept).toMatchObject({ ...hers, ...his });

      expect((await bob.post(action(id), kept)).status).toBe(303);
      const row = await rowOf(name);
      const [hersField = '', hersValue] = Object.entries(hers)[0] ?? [];
      const [hisField = '', hisValue] = Object.entries(his)[0] ?? [];
      expect([String(row[hersField]), String(row[hisField])]).toEqual([hersValue, hisValue]);
    },
  );

  it('do not keep each other from saving what the other’s form does not change', async () => {
    const id = ids.facts;
    const facts = await boxesOf(await ann.get(forms.facts.form(id)), forms.facts.action(id));
    await bob.post(`/publications/${id}/tags`, { label: 'taxis' });
    await bob.post(`/publications/${id}/assessment`, { meaning: 'Ask.', ...emptyChoices });

    const answer = await ann.post(forms.facts.action(id), { ...facts, ...forms.facts.ann });

    expect(answer.status).toBe(303);
  });
});

const emptyChoices = { relevance: '', evidenceStrength: '', impact: '', horizon: '' };
