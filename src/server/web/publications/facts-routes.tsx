import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { seenTag } from '#shared/database/seen.ts';
import { conceptLabels } from '#shared/library/concept-labels.ts';
import { inWords } from '#shared/london.ts';
import { correctFacts } from '#shared/publications/correct-facts.ts';
import { showPublication } from '#shared/publications/show-publication.ts';
import { publicationAddress } from '../../request/addresses.ts';
import type { WebEnv } from '../../request/env.ts';
import { setFlash } from '../../request/flash.ts';
import type { Problem } from '../../request/forms.ts';
import { needs } from '../../request/permission.ts';
import { type SharedForm, seenOn, seenRule } from '../../request/shared-form.ts';
import { type Again, submit } from '../../request/submit.ts';
import { conceptsOf } from './concept-choices.ts';
import { dateBoxes, FactsPage, factsOf, type TypedFacts } from './facts-page.tsx';

const text = z.string().trim().default('');

const typedForm = z.object({
  title: text,
  publisher: text,
  day: text,
  month: text,
  year: text,
  type: text,
  region: text,
  seen: text,
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
    seen: seenRule,
  }),
);

const labels: Record<string, string> = {
  title: 'Title',
  publisher: 'Publisher',
  publishedOn: 'Published on',
  type: 'Document type',
  region: 'Region',
};

/** What two people may correct at once. */
const sharedFacts = (concepts: Map<string, { label: string }>): SharedForm => ({
  of: 'publication',
  fields: Object.keys(labels),
  label: (field) => labels[field] ?? field,
  words: (field, value) => {
    if (typeof value !== 'string') return null;
    return field === 'publishedOn' ? inWords(value) : (concepts.get(value)?.label ?? value);
  },
  boxes: (field, value) => {
    const text = typeof value === 'string' ? value : '';
    return field === 'publishedOn' ? dateBoxes(text) : { [field]: text };
  },
});

async function pageWith(c: Context<WebEnv>, typed?: TypedFacts, problems: Problem[] = []) {
  const id = Number(c.req.param('id'));
  const seen = await seenTag(c.var.services.em, 'publication', id);
  const view = await showPublication(c.var.services, id);
  const types = await conceptsOf(c.var.services, 'type');
  const regions = await conceptsOf(c.var.services, 'region');
  return (
    <FactsPage
      view={view}
      types={types}
      regions={regions}
      typed={typed ?? factsOf(view, seen)}
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
    const shared = sharedFacts(await conceptLabels(c.var.services.em));
    const act = async ({ seen, ...facts }: z.output<typeof factsForm>) => {
      const given = { publicationId, seen: seenOn(shared, seen), by: c.var.user.actor };
      await correctFacts(c.var.services, { ...given, ...facts });
      setFlash(c, 'Facts corrected');
      return c.redirect(publicationAddress(publicationId), 303);
    };
    return submit(c, factsForm, again, act, shared);
  });
