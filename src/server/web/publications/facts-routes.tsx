import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { correctFacts } from '#shared/publications/correct-facts.ts';
import { showPublication } from '#shared/publications/show-publication.ts';
import { publicationAddress } from '../../request/addresses.ts';
import type { WebEnv } from '../../request/env.ts';
import { setFlash } from '../../request/flash.ts';
import type { Problem } from '../../request/forms.ts';
import { needs } from '../../request/permission.ts';
import { type Again, submit } from '../../request/submit.ts';
import { conceptsOf } from './concept-choices.ts';
import { FactsPage, factsOf, type TypedFacts } from './facts-page.tsx';

const text = z.string().trim().default('');

const typedForm = z.object({
  title: text,
  publisher: text,
  day: text,
  month: text,
  year: text,
  type: text,
  region: text,
});

/** "YYYY-MM-DD", null when nothing was typed, undefined when it is no date. */
function dayOf({ day, month, year }: TypedFacts): string | null | undefined {
  if (!day && !month && !year) return null;
  const typed = `${year.padStart(4, '0')}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const isReal =
    /^[12]\d{3}-\d{2}-\d{2}$/.test(typed) &&
    !Number.isNaN(Date.parse(typed)) &&
    new Date(typed).toISOString().startsWith(typed);
  return isReal ? typed : undefined;
}

const factsForm = z.preprocess(
  (sent) => {
    const typed = typedForm.safeParse(sent);
    return typed.success ? { ...typed.data, publishedOn: dayOf(typed.data) } : sent;
  },
  z.object({
    title: z.string().min(1, 'Enter a title').max(1000, 'Keep the title to 1,000 characters'),
    publisher: z
      .string()
      .min(1, 'Enter a publisher')
      .max(300, 'Keep the publisher to 300 characters'),
    publishedOn: z.string('Enter a real date, such as 7 9 2026').nullable(),
    type: z.string().transform((id) => id || null),
    region: z.string().transform((id) => id || null),
  }),
);

async function pageWith(c: Context<WebEnv>, typed?: TypedFacts, problems: Problem[] = []) {
  const view = await showPublication(c.var.services, Number(c.req.param('id')));
  const types = await conceptsOf(c.var.services, 'type');
  const regions = await conceptsOf(c.var.services, 'region');
  return (
    <FactsPage
      view={view}
      types={types}
      regions={regions}
      typed={typed ?? factsOf(view)}
      problems={problems}
    />
  );
}

/** Correcting what is known of a publication. */
export const factsRoutes = new Hono<WebEnv>()
  .get('/:id{[0-9]+}/facts', needs('judge'), async (c) => c.html(await pageWith(c)))

  .post('/:id{[0-9]+}/facts', needs('judge'), async (c) => {
    const publicationId = Number(c.req.param('id'));
    const again: Again = (problems, typed) => pageWith(c, typedForm.parse(typed), problems);
    return submit(c, factsForm, again, async (facts) => {
      await correctFacts(c.var.services, { publicationId, by: c.var.user.actor, ...facts });
      setFlash(c, 'Facts corrected');
      return c.redirect(publicationAddress(publicationId), 303);
    });
  });
