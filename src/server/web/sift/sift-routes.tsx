import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { setAsideReasons } from '#shared/entities/index.ts';
import { Invalid } from '#shared/errors.ts';
import { conceptLabels } from '#shared/library/concept-labels.ts';
import { countDuplicates } from '#shared/publications/list-duplicates.ts';
import { currentCriteria } from '#shared/sift/criteria.ts';
import { decideInSift, decideTogether } from '#shared/sift/decide-in-sift.ts';
import { findStep, listSteps } from '#shared/sift/list-steps.ts';
import { showSift } from '#shared/sift/show-sift.ts';
import { undoSteps } from '#shared/sift/undo-steps.ts';
import type { Decision } from '#shared/sift/verdicts.ts';
import type { WebEnv } from '../../request/env.ts';
import type { Problem } from '../../request/forms.ts';
import { needs } from '../../request/permission.ts';
import { seenOn } from '../../request/shared-form.ts';
import { type Again, severalOf, submit } from '../../request/submit.ts';
import type { Typed } from './deciding.tsx';
import { type Place, placeRule, placeShape, siftAddress } from './place.ts';
import { siftChoices } from './sift-choices.ts';
import {
  assignForm,
  keepForm,
  keepingIn,
  laterForm,
  setAsideForm,
  sharedDecision,
} from './sift-forms.ts';
import { SiftPage } from './sift-page.tsx';

/** In the list at once. */
const listed = 20;
/** What one decided last, to be undone. */
const remembered = 10;

const severalForm = z.object({
  ...placeShape,
  publicationIds: severalOf(z.coerce.number().int().positive()).pipe(
    z
      .array(z.number())
      .min(1, 'Tick the publications to judge')
      .max(100, 'Judge at most 100 publications at once'),
  ),
  verdict: z.enum(['kept', 'set-aside'], 'Choose to keep or to set aside'),
  reason: z.preprocess(
    (given) => (given === '' ? undefined : given),
    z.enum(setAsideReasons, 'Choose a reason').optional(),
  ),
});

const undoForm = z.object({
  ...placeShape,
  batch: z.string('Say what is undone').min(1, 'Say what is undone'),
});

/** The page as it is now, and what was typed where something of it is wrong. */
async function pageFor(
  c: Context<WebEnv>,
  place: Place,
  again: { problems?: Problem[]; typed?: Typed } = {},
) {
  const { services, user } = c.var;
  const { part, list, page, item } = place;
  const asked = { part, list, page, item, size: listed, viewer: user.id };
  const view = await showSift(services, asked);
  return (
    <SiftPage
      view={view}
      place={{ ...place, page: view.page }}
      choices={await siftChoices(services)}
      criteria={await currentCriteria(services)}
      done={place.done ? await findStep(services, place.done) : null}
      steps={await listSteps(services, { by: user.id, limit: remembered })}
      duplicates={await countDuplicates(services)}
      {...again}
    />
  );
}

const idOf = (c: Context<WebEnv>) => Number(c.req.param('id'));

interface DecidedForm extends Place {
  seen?: string | undefined;
  next?: number | undefined;
}

/** One form for one decision: what is decided is read from it, done, and the next publication shown. */
async function decideBy<Schema extends z.ZodType<DecidedForm>>(
  c: Context<WebEnv>,
  form: Schema,
  decisionIn: (form: z.output<Schema>) => Decision,
): Promise<Response> {
  const publicationId = idOf(c);
  const shared = sharedDecision(await conceptLabels(c.var.services.em));
  const again: Again = (problems, _, fields) => {
    const place = { ...placeRule.parse(fields), item: publicationId };
    return pageFor(c, place, { problems, typed: fields });
  };
  const act = async (data: z.output<Schema>) => {
    const { seen, next, part, list, page } = data;
    const { batch } = await decideInSift(c.var.services, {
      publicationId,
      decision: decisionIn(data),
      seen: seenOn(shared, seen),
      by: c.var.user.actor,
    });
    // Behind the first comes whatever the order, which has learned from this, puts first now.
    const where = next === undefined ? { page } : { item: next };
    return c.redirect(siftAddress({ part, list, done: batch, ...where }, 'reading'), 303);
  };
  return submit(c, form, again, act, shared);
}

export const siftRoutes = new Hono<WebEnv>()
  .get('/sift', needs('judge'), async (c) =>
    c.html(await pageFor(c, placeRule.parse(c.req.query()))),
  )

  // Where the list was until the sift had one page.
  .get('/judge', needs('judge'), (c) => {
    const { part } = placeRule.parse(c.req.query());
    return c.redirect(siftAddress({ part, list: 'waiting' }), 301);
  })

  .post('/sift/:id{[0-9]+}/keep', needs('judge'), (c) => decideBy(c, keepForm, keepingIn))

  .post('/sift/:id{[0-9]+}/set-aside', needs('judge'), (c) =>
    decideBy(c, setAsideForm, ({ reason, note }) => ({ verdict: 'set-aside', reason, note })),
  )

  .post('/sift/:id{[0-9]+}/later', needs('judge'), (c) =>
    decideBy(c, laterForm, ({ why }) => ({ verdict: 'later', why })),
  )

  .post('/sift/:id{[0-9]+}/assign', needs('judge'), (c) =>
    decideBy(c, assignForm, ({ to, assignNote }) => ({
      verdict: 'assigned',
      to,
      note: assignNote,
    })),
  )

  .post('/sift/several', needs('judge'), async (c) => {
    const again: Again = (problems, _, fields) =>
      pageFor(c, placeRule.parse(fields), { problems, typed: fields });
    return submit(c, severalForm, again, async ({ publicationIds, verdict, reason, ...place }) => {
      if (verdict === 'set-aside' && !reason)
        throw new Invalid('Choose a reason for setting them aside', 'publicationIds');
      const decision: Decision =
        reason && verdict === 'set-aside' ? { verdict, reason } : { verdict: 'kept' };
      const by = c.var.user.actor;
      const { batch } = await decideTogether(c.var.services, { publicationIds, decision, by });
      return c.redirect(siftAddress({ ...place, done: batch }, 'done'), 303);
    });
  })

  .post('/sift/undo', needs('judge'), async (c) =>
    submit(c, undoForm, null, async ({ batch, part, list }) => {
      const by = c.var.user.actor;
      const { publicationIds } = await undoSteps(c.var.services, { batch, by });
      const [first] = publicationIds;
      return c.redirect(siftAddress({ part, list, item: first }, 'reading'), 303);
    }),
  );
