import { type Context, Hono } from 'hono';
import { z } from 'zod';
import {
  listEndedSubscriptions,
  putBackSubscribers,
} from '#shared/digests/put-back-subscribers.ts';
import {
  addSubscriber,
  findByUnsubscribeToken,
  listSubscribers,
  removeSubscriber,
  unsubscribe,
} from '#shared/digests/subscribers.ts';
import { showMailTroubles } from '#shared/mail/mail-trouble.ts';
import type { WebEnv } from '../../request/env.ts';
import { setFlash } from '../../request/flash.ts';
import { needs } from '../../request/permission.ts';
import { type Again, severalOf, submit } from '../../request/submit.ts';
import { EndedSubscriptionsPage } from './ended-page.tsx';
import { SubscribersPage, UnsubscribedPage, UnsubscribePage } from './subscriber-pages.tsx';

const pageOf = (given: string | undefined) => Math.max(1, Math.floor(Number(given)) || 1);

const subscriberForm = z.object({
  email: z.string('Enter an email address'),
  name: z.string().default(''),
  partner: z.string().default(''),
});

const putBackForm = z.object({
  id: severalOf(z.coerce.number().int()).refine((ids) => ids.length > 0, 'Choose whom to put back'),
});

async function subscribersOf({ var: { services } }: Context<WebEnv>, page: number) {
  return {
    list: await listSubscribers(services, { page, size: 50 }),
    troubles: await showMailTroubles(services),
    ended: (await listEndedSubscriptions(services)).length,
  };
}

/** People who get the digest, and those whose subscription a refusal ended. */
export const subscriberRoutes = new Hono<WebEnv>()

  .get('/subscribers', needs('manage subscribers'), async (c) =>
    c.html(<SubscribersPage {...(await subscribersOf(c, pageOf(c.req.query('page'))))} />),
  )

  .get('/subscribers/ended', needs('manage subscribers'), async (c) =>
    c.html(<EndedSubscriptionsPage ended={await listEndedSubscriptions(c.var.services)} />),
  )

  .post('/subscribers/ended', needs('manage subscribers'), async (c) => {
    const { services, user } = c.var;
    const again: Again = async (problems) => {
      const ended = await listEndedSubscriptions(services);
      return <EndedSubscriptionsPage ended={ended} problems={problems} chosen={[]} />;
    };
    return submit(c, putBackForm, again, async ({ id: ids }) => {
      const back = await putBackSubscribers(services, { ids, by: user.actor });
      const who = back.length === 1 ? `${back[0]} gets` : `${back.length} subscribers get`;
      setFlash(c, `${who} the digest again.`);
      return c.redirect('/subscribers', 303);
    });
  })

  .post('/subscribers', needs('manage subscribers'), async (c) => {
    const again: Again = async (problems, typed) => (
      <SubscribersPage {...(await subscribersOf(c, 1))} problems={problems} typed={typed} />
    );
    return submit(c, subscriberForm, again, async (form) => {
      const added = await addSubscriber(c.var.services, { ...form, by: c.var.user.actor });
      setFlash(c, `${added.email} will get the digest.`);
      return c.redirect('/subscribers', 303);
    });
  })

  .post('/subscribers/:id{[0-9]+}/remove', needs('manage subscribers'), async (c) => {
    const removed = await removeSubscriber(c.var.services, {
      subscriberId: Number(c.req.param('id')),
      by: c.var.user.actor,
    });
    setFlash(c, `${removed.email} will get no more digests.`);
    return c.redirect('/subscribers', 303);
  });

/** Needs no sign-in: a GET shows a button, a POST (also RFC 8058's one click) stops the digest. */
export const unsubscribeRoutes = new Hono<WebEnv>()

  .get('/:token', needs('use an address with a token'), async (c) => {
    const token = c.req.param('token');
    const subscriber = await findByUnsubscribeToken(c.var.services, token);
    if (!subscriber) return c.html(<UnsubscribedPage isKnown={false} />, 404);
    if (subscriber.unsubscribedAt) return c.html(<UnsubscribedPage isKnown />);
    return c.html(<UnsubscribePage token={token} email={subscriber.email} />);
  })

  .post('/:token', needs('use an address with a token'), async (c) => {
    const subscriber = await unsubscribe(c.var.services, c.req.param('token'));
    return c.html(<UnsubscribedPage isKnown={!!subscriber} />, subscriber ? 200 : 404);
  });
