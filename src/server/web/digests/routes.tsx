import { Hono } from 'hono';
import { z } from 'zod';
import {
  approveDigest,
  chooseForDigest,
  withdrawApproval,
  writeIntro,
} from '#shared/digests/approve-digest.ts';
import { listDigests } from '#shared/digests/list-digests.ts';
import { renderText } from '#shared/digests/render-message.tsx';
import { sendDigestNow } from '#shared/digests/send-now.ts';
import { countToJudge, type DigestView, showDigest } from '#shared/digests/show-digest.ts';
import {
  addSubscriber,
  findByUnsubscribeToken,
  listSubscribers,
  removeSubscriber,
  unsubscribe,
} from '#shared/digests/subscribers.ts';
import { digestGroups } from '#shared/entities/index.ts';
import { londonDay } from '#shared/london.ts';
import { may } from '#shared/people/permissions.ts';
import type { WebEnv } from '../../request/env.ts';
import { setFlash } from '../../request/flash.ts';
import { needs } from '../../request/permission.ts';
import { type Again, submit } from '../../request/submit.ts';
import { ConfirmPage, DigestPage, TextPage } from './digest-pages.tsx';
import { DigestsPage } from './digests-page.tsx';
import { SubscribersPage, UnsubscribedPage, UnsubscribePage } from './subscriber-pages.tsx';

const pageOf = (given: string | undefined) => Math.max(1, Math.floor(Number(given)) || 1);
const isOver = (digest: DigestView, at: Date) => londonDay(at) > digest.endsOn;
const week = '/digests/:week{[0-9]{4}-W[0-9]{2}}';

const introForm = z.object({ intro: z.string('Enter the words at the top') });
const choiceForm = z
  .object({
    publicationId: z.coerce.number().int().positive(),
    choice: z.enum(['in', 'out']).optional(),
    group: z.enum(digestGroups).optional(),
  })
  .refine(({ choice, group }) => choice ?? group, 'Say where it belongs');
const subscriberForm = z.object({
  email: z.string('Enter an email address'),
  name: z.string().default(''),
  partner: z.string().default(''),
});

export const digestRoutes = new Hono<WebEnv>()

  .get('/digests', needs('read digests'), async (c) => {
    const list = await listDigests(c.var.services, { page: pageOf(c.req.query('page')), size: 20 });
    return c.html(<DigestsPage list={list} mayManage={may(c.var.user, 'manage subscribers')} />);
  })

  .get(week, needs('read digests'), async (c) => {
    const { services, user } = c.var;
    const digest = await showDigest(services, c.req.param('week'));
    return c.html(
      <DigestPage
        digest={digest}
        toJudge={await countToJudge(services)}
        user={user}
        isOver={isOver(digest, services.clock())}
      />,
    );
  })

  .get(`${week}/text`, needs('read digests'), async (c) => {
    const digest = await showDigest(c.var.services, c.req.param('week'));
    const text = renderText(digest, {
      baseUrl: c.var.baseUrl,
      unsubscribeUrl: null,
      isDemonstration: c.var.services.config.isDemonstration,
    });
    return c.html(<TextPage digest={digest} text={text} />);
  })

  .post(`${week}/intro`, needs('edit digest'), async (c) => {
    const { services, user } = c.var;
    const week = c.req.param('week');
    const again: Again = async (problems, { intro = '' }) => {
      const digest = await showDigest(services, week);
      const given = { digest, problems, user, typedIntro: intro };
      return <DigestPage {...given} toJudge={0} isOver={isOver(digest, services.clock())} />;
    };
    return submit(c, introForm, again, async ({ intro }) => {
      await writeIntro(services, { week, intro, by: user.actor });
      setFlash(c, 'The words at the top were saved.');
      return c.redirect(`/digests/${week}`, 303);
    });
  })

  .post(`${week}/choose`, needs('edit digest'), async (c) =>
    submit(c, choiceForm, null, async ({ publicationId, choice = 'in', group = null }) => {
      await chooseForDigest(c.var.services, {
        week: c.req.param('week'),
        publicationId,
        choice,
        group,
        by: c.var.user.actor,
      });
      setFlash(
        c,
        choice === 'out'
          ? 'It was left out of this digest. You can put it back in below.'
          : 'The digest was changed.',
      );
      return c.redirect(`/digests/${c.req.param('week')}`, 303);
    }),
  )

  .get(`${week}/approve`, needs('approve digest'), async (c) =>
    c.html(
      <ConfirmPage
        digest={await showDigest(c.var.services, c.req.param('week'))}
        isSending={false}
      />,
    ),
  )

  .post(`${week}/approve`, needs('approve digest'), async (c) => {
    await approveDigest(c.var.services, { week: c.req.param('week'), by: c.var.user.actor });
    setFlash(c, 'The digest is approved and frozen.');
    return c.redirect(`/digests/${c.req.param('week')}`, 303);
  })

  .post(`${week}/withdraw`, needs('approve digest'), async (c) => {
    await withdrawApproval(c.var.services, { week: c.req.param('week'), by: c.var.user.actor });
    setFlash(c, 'The approval was withdrawn. The digest follows the library again.');
    return c.redirect(`/digests/${c.req.param('week')}`, 303);
  })

  .get(`${week}/send`, needs('approve digest'), async (c) =>
    c.html(
      <ConfirmPage digest={await showDigest(c.var.services, c.req.param('week'))} isSending />,
    ),
  )

  .post(`${week}/send`, needs('approve digest'), async (c) => {
    const count = await sendDigestNow(c.var.services, {
      week: c.req.param('week'),
      host: new URL(c.var.baseUrl).hostname,
      by: c.var.user.actor,
    });
    setFlash(
      c,
      `The digest is on its way to ${count} ${count === 1 ? 'subscriber' : 'subscribers'}.`,
    );
    return c.redirect(`/digests/${c.req.param('week')}`, 303);
  })

  .get('/subscribers', needs('manage subscribers'), async (c) =>
    c.html(
      <SubscribersPage
        list={
          await listSubscribers(c.var.services, { page: pageOf(c.req.query('page')), size: 50 })
        }
      />,
    ),
  )

  .post('/subscribers', needs('manage subscribers'), async (c) => {
    const again: Again = async (problems, typed) => {
      const list = await listSubscribers(c.var.services, { page: 1, size: 50 });
      return <SubscribersPage list={list} problems={problems} typed={typed} />;
    };
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
