import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { decideGoneText } from '#shared/publications/decide-gone-text.ts';
import { showPublication } from '#shared/publications/show-publication.ts';
import {
  erasePublication,
  liftRestriction,
  restrictPublication,
} from '#shared/publications/take-down.ts';
import { publicationAddress } from '../../request/addresses.ts';
import type { WebEnv } from '../../request/env.ts';
import { setFlash } from '../../request/flash.ts';
import { needs } from '../../request/permission.ts';
import { type Again, severalOf, submit } from '../../request/submit.ts';
import { TakedownPage } from './takedown-pages.tsx';

const goneTextForm = z.object({
  isShown: z
    .enum(['yes', 'no'], 'Say whether its text is shown')
    .transform((said) => said === 'yes'),
});

const form = z.object({
  action: z.enum(['restrict', 'lift', 'erase'], 'Choose what should happen'),
  also: severalOf(z.string()),
  reason: z
    .string('Say why')
    .trim()
    .min(1, 'Say why')
    .max(1000, 'Keep the reason to 1,000 characters'),
});

const idOf = (c: Context<WebEnv>) => Number(c.req.param('id'));

const done = {
  restrict: 'Restricted: its text is neither shown nor searched.',
  lift: 'The restriction was lifted.',
  erase: 'Its text was erased.',
};

export const takedownRoutes = new Hono<WebEnv>()
  .post('/:id{[0-9]+}/gone-text', needs('judge'), async (c) =>
    submit(c, goneTextForm, null, async ({ isShown }) => {
      const by = c.var.user.actor;
      await decideGoneText(c.var.services, { publicationId: idOf(c), isShown, by });
      setFlash(c, isShown ? 'Its text is shown again.' : 'Its text is hidden.');
      return c.redirect(publicationAddress(idOf(c)), 303);
    }),
  )

  .get('/:id{[0-9]+}/takedown', needs('take down'), async (c) =>
    c.html(<TakedownPage view={await showPublication(c.var.services, idOf(c))} />),
  )

  .post('/:id{[0-9]+}/takedown', needs('take down'), async (c) => {
    const again: Again = async (problems, typed, fields) => {
      const view = await showPublication(c.var.services, idOf(c));
      const also = form.shape.also.catch([]).parse(fields.also);
      return <TakedownPage view={view} typed={typed} also={also} problems={problems} />;
    };
    return submit(c, form, again, async ({ action, reason, also }) => {
      const given = { publicationId: idOf(c), reason, by: c.var.user.actor };
      if (action === 'restrict') await restrictPublication(c.var.services, given);
      else if (action === 'lift') await liftRestriction(c.var.services, given);
      else {
        await erasePublication(c.var.services, {
          ...given,
          withNotes: also.includes('notes'),
          withTitle: also.includes('title'),
        });
      }
      setFlash(c, done[action]);
      return c.redirect(publicationAddress(idOf(c)), 303);
    });
  });
