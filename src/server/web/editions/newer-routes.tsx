import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { seenTag } from '#shared/database/seen.ts';
import { showPlace } from '#shared/digests/show-place.ts';
import { Invalid } from '#shared/errors.ts';
import { findNewer, otherEditions } from '#shared/publications/editions/other-editions.ts';
import { reliesOn } from '#shared/publications/editions/relies-on.ts';
import { clearSuperseded, setSuperseded } from '#shared/publications/editions/set-superseded.ts';
import { publicationAddress } from '../../request/addresses.ts';
import type { WebEnv } from '../../request/env.ts';
import { setFlash } from '../../request/flash.ts';
import type { Problem } from '../../request/forms.ts';
import { needs } from '../../request/permission.ts';
import { type SharedForm, seenOn, seenRule } from '../../request/shared-form.ts';
import { type Again, submit } from '../../request/submit.ts';
import { NewerPage } from './newer-page.tsx';

const idOf = (c: Context<WebEnv>) => Number(c.req.param('id'));

const undoForm = z.object({ seen: seenRule });
const newerForm = undoForm.extend({
  newerId: z.coerce.number().int().positive().optional().catch(undefined),
  other: z.string().trim().max(2000, 'That is too long for an address').default(''),
});

/** What two people may say of a publication’s editions at once. */
const editionForm: SharedForm = {
  of: 'publication',
  fields: ['supersededById'],
  label: () => 'Its newer edition',
  words: (_, value) => (value ? `publication ${value}` : null),
  boxes: () => ({}),
};

async function pageWith(
  c: Context<WebEnv>,
  problems: Problem[] = [],
  typed: Record<string, string> = {},
) {
  const { services } = c.var;
  const seen = typed.seen ?? (await seenTag(services.em, 'publication', idOf(c)));
  const { publication, others } = await otherEditions(services, idOf(c));
  const relies = await reliesOn(services, idOf(c));
  const place = await showPlace(services, idOf(c));
  return <NewerPage {...{ publication, others, relies, place, seen, problems, typed }} />;
}

const again =
  (c: Context<WebEnv>): Again =>
  (problems, typed) =>
    pageWith(c, problems, typed);

/** A person says that a publication has a newer edition, or that it has none. */
export const newerRoutes = new Hono<WebEnv>()
  .get('/:id{[0-9]+}/newer', needs('judge'), async (c) => c.html(await pageWith(c)))

  .post('/:id{[0-9]+}/newer', needs('judge'), (c) =>
    submit(
      c,
      newerForm,
      again(c),
      async ({ newerId: chosen, other, seen }) => {
        const newerId = other ? await findNewer(c.var.services, other) : chosen;
        if (!newerId) throw new Invalid('Choose the newer edition, or give its address', 'newerId');
        await setSuperseded(c.var.services, {
          publicationId: idOf(c),
          newerId,
          basis: 'person',
          seen: seenOn(editionForm, seen),
          by: c.var.user.actor,
        });
        setFlash(c, 'It is superseded: whoever relies on it is told.', {
          text: 'Undo',
          action: `${publicationAddress(idOf(c))}/newer/undo`,
        });
        return c.redirect(publicationAddress(idOf(c)), 303);
      },
      editionForm,
    ),
  )

  .post('/:id{[0-9]+}/newer/undo', needs('judge'), (c) =>
    submit(
      c,
      undoForm,
      again(c),
      async ({ seen }) => {
        await clearSuperseded(c.var.services, {
          publicationId: idOf(c),
          seen: seenOn(editionForm, seen),
          by: c.var.user.actor,
        });
        setFlash(c, 'It is not superseded.');
        return c.redirect(publicationAddress(idOf(c)), 303);
      },
      editionForm,
    ),
  );
