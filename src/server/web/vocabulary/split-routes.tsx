import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { seenTag } from '#shared/database/seen.ts';
import { showConcept } from '#shared/vocabulary/show-vocabulary.ts';
import { publicationsWith, splitConcept } from '#shared/vocabulary/split-concept.ts';
import { touchedByConcept } from '#shared/vocabulary/touched-by.ts';
import type { WebEnv } from '../../request/env.ts';
import type { Problem } from '../../request/forms.ts';
import { needs } from '../../request/permission.ts';
import { seenOn, seenRule } from '../../request/shared-form.ts';
import { type Again, severalOf, submit } from '../../request/submit.ts';
import { conceptsOf } from '../publications/concept-choices.ts';
import { conceptForm } from './change-routes.tsx';
import { sayDone } from './say-done.ts';
import { SplitPage } from './split-page.tsx';

const idOf = (c: Context<WebEnv>) => c.req.param('id') ?? '';

const splitForm = z.object({
  label: z.string().trim().default(''),
  into: z.string().optional(),
  publicationIds: severalOf(z.coerce.number().int().positive()),
  seen: seenRule,
});

async function splitPage(
  c: Context<WebEnv>,
  given: { problems?: Problem[]; typed?: Record<string, string>; ticked?: string[] } = {},
) {
  const { services } = c.var;
  const seen = given.typed?.seen ?? (await seenTag(services.em, 'concept', idOf(c)));
  const concept = await showConcept(services, idOf(c));
  const others = await conceptsOf(services, concept.facet);
  return (
    <SplitPage
      concept={concept}
      touched={await touchedByConcept(services.em, concept)}
      has={await publicationsWith(services, concept.id)}
      others={others.filter(({ id }) => id !== concept.id)}
      seen={seen}
      {...given}
    />
  );
}

const again =
  (c: Context<WebEnv>): Again =>
  (problems, typed, fields) => {
    const ticked = [fields.publicationIds ?? []].flat().map(String);
    return splitPage(c, { problems, typed, ticked });
  };

/** Making two concepts of one. */
export const splitRoutes = new Hono<WebEnv>()

  .get('/vocabulary/:id/split', needs('manage vocabulary'), async (c) => c.html(await splitPage(c)))

  .post('/vocabulary/:id/split', needs('manage vocabulary'), (c) =>
    submit(
      c,
      splitForm,
      again(c),
      async ({ label, into, publicationIds, seen }) => {
        const { changeId, into: other } = await splitConcept(c.var.services, {
          conceptId: idOf(c),
          seen: seenOn(conceptForm, seen),
          label,
          into: label ? undefined : into || undefined,
          publicationIds,
          by: c.var.user.actor,
        });
        sayDone(c, 'There are two now.', changeId);
        return c.redirect(`/vocabulary/${other}`, 303);
      },
      conceptForm,
    ),
  );
