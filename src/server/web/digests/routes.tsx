import { type Context, Hono } from 'hono';
import {
  approveDigest,
  chooseForDigest,
  withdrawApproval,
  writeIntro,
} from '#shared/digests/approve-digest.ts';
import { linesToConfirm } from '#shared/digests/lines-to-confirm.ts';
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
import { type DigestGroup, digestGroups } from '#shared/entities/index.ts';
import { londonDay } from '#shared/london.ts';
import { mayActAs } from '#shared/people/current-user.ts';
import { setFlash } from '../flash.ts';
import { problemOf } from '../forms.ts';
import { requireRole } from '../require-role.ts';
import type { WebEnv } from '../web-env.ts';
import { ConfirmPage, DigestPage, TextPage } from './digest-pages.tsx';
import { DigestsPage } from './digests-page.tsx';
import { isOpenToChange } from './not-standing-well.tsx';
import { SubscribersPage, UnsubscribedPage, UnsubscribePage } from './subscriber-pages.tsx';

const coordinator = requireRole('coordinator');
const pageOf = (given: string | undefined) => Math.max(1, Math.floor(Number(given)) || 1);
const isOver = (digest: DigestView, at: Date) => londonDay(at) > digest.endsOn;
/** Ticked as to go out although they do not stand well. */
async function confirmedIn(c: Context<WebEnv>): Promise<number[]> {
  const { confirmed } = await c.req.parseBody({ all: true });
  return [confirmed ?? []].flat().map(Number).filter(Number.isInteger);
}

/** The question again, when something that does not stand well was not ticked. */
async function stillToConfirm(c: Context<WebEnv>, confirmed: number[], isSending: boolean) {
  const digest = await showDigest(c.var.services, c.req.param('week') ?? '');
  if (!isOpenToChange(digest) || linesToConfirm(digest.lines, confirmed).length === 0) return null;
  const message = 'Tick what should go out all the same, or leave it out of the digest';
  return c.html(
    <ConfirmPage
      digest={digest}
      isSending={isSending}
      confirmed={confirmed}
      problems={[{ field: 'confirmed', message }]}
    />,
    422,
  );
}

const week = '/digests/:week{[0-9]{4}-W[0-9]{2}}';

export const digestRoutes = new Hono<WebEnv>()

  .get('/digests', async (c) => {
    const list = await listDigests(c.var.services, { page: pageOf(c.req.query('page')), size: 20 });
    return c.html(<DigestsPage list={list} mayManage={mayActAs(c.var.user.role, 'coordinator')} />);
  })

  .get(week, async (c) => {
    const { services, user } = c.var;
    const digest = await showDigest(services, c.req.param('week'));
    return c.html(
      <DigestPage
        digest={digest}
        toJudge={await countToJudge(services)}
        mayManage={mayActAs(user.role, 'coordinator')}
        isOver={isOver(digest, services.clock())}
      />,
    );
  })

  .get(`${week}/text`, async (c) => {
    const digest = await showDigest(c.var.services, c.req.param('week'));
    const text = renderText(digest, {
      baseUrl: c.var.baseUrl,
      unsubscribeUrl: null,
      isDemonstration: c.var.services.config.isDemonstration,
    });
    return c.html(<TextPage digest={digest} text={text} />);
  })

  .post(`${week}/intro`, coordinator, async (c) => {
    const { services, user } = c.var;
    const given = {
      week: c.req.param('week'),
      intro: String((await c.req.parseBody()).intro ?? ''),
    };
    try {
      await writeIntro(services, { ...given, by: user.actor });
    } catch (error) {
      const digest = await showDigest(services, given.week);
      return c.html(
        <DigestPage
          digest={digest}
          toJudge={0}
          mayManage
          isOver={isOver(digest, services.clock())}
          problems={problemOf(error)}
          typedIntro={given.intro}
        />,
        422,
      );
    }
    setFlash(c, 'The words at the top were saved.');
    return c.redirect(`/digests/${given.week}`, 303);
  })

  .post(`${week}/choose`, coordinator, async (c) => {
    const body = await c.req.parseBody();
    const group = digestGroups.find((one) => one === body.group) as DigestGroup | undefined;
    await chooseForDigest(c.var.services, {
      week: c.req.param('week'),
      publicationId: Number(body.publicationId),
      choice: body.choice === 'out' ? 'out' : 'in',
      group: group ?? null,
      by: c.var.user.actor,
    });
    setFlash(
      c,
      body.choice === 'out'
        ? 'It was left out of this digest. You can put it back in below.'
        : 'The digest was changed.',
    );
    return c.redirect(`/digests/${c.req.param('week')}`, 303);
  })

  .get(`${week}/approve`, coordinator, async (c) =>
    c.html(
      <ConfirmPage
        digest={await showDigest(c.var.services, c.req.param('week'))}
        isSending={false}
      />,
    ),
  )

  .post(`${week}/approve`, coordinator, async (c) => {
    const confirmed = await confirmedIn(c);
    const asked = await stillToConfirm(c, confirmed, false);
    if (asked) return asked;
    const given = { week: c.req.param('week'), confirmed, by: c.var.user.actor };
    await approveDigest(c.var.services, given);
    setFlash(c, 'The digest is approved and frozen.');
    return c.redirect(`/digests/${c.req.param('week')}`, 303);
  })

  .post(`${week}/withdraw`, coordinator, async (c) => {
    await withdrawApproval(c.var.services, { week: c.req.param('week'), by: c.var.user.actor });
    setFlash(c, 'The approval was withdrawn. The digest follows the library again.');
    return c.redirect(`/digests/${c.req.param('week')}`, 303);
  })

  .get(`${week}/send`, coordinator, async (c) =>
    c.html(
      <ConfirmPage digest={await showDigest(c.var.services, c.req.param('week'))} isSending />,
    ),
  )

  .post(`${week}/send`, coordinator, async (c) => {
    const confirmed = await confirmedIn(c);
    const asked = await stillToConfirm(c, confirmed, true);
    if (asked) return asked;
    const count = await sendDigestNow(c.var.services, {
      week: c.req.param('week'),
      confirmed,
      host: new URL(c.var.baseUrl).hostname,
      by: c.var.user.actor,
    });
    setFlash(
      c,
      `The digest is on its way to ${count} ${count === 1 ? 'subscriber' : 'subscribers'}.`,
    );
    return c.redirect(`/digests/${c.req.param('week')}`, 303);
  })

  .get('/subscribers', coordinator, async (c) =>
    c.html(
      <SubscribersPage
        list={
          await listSubscribers(c.var.services, { page: pageOf(c.req.query('page')), size: 50 })
        }
      />,
    ),
  )

  .post('/subscribers', coordinator, async (c) => {
    const body = await c.req.parseBody();
    const typed = {
      email: String(body.email ?? ''),
      name: String(body.name ?? ''),
      partner: String(body.partner ?? ''),
    };
    try {
      const added = await addSubscriber(c.var.services, { ...typed, by: c.var.user.actor });
      setFlash(c, `${added.email} will get the digest.`);
      return c.redirect('/subscribers', 303);
    } catch (error) {
      const problems = problemOf(error);
      const list = await listSubscribers(c.var.services, { page: 1, size: 50 });
      return c.html(<SubscribersPage list={list} problems={problems} typed={typed} />, 422);
    }
  })

  .post('/subscribers/:id{[0-9]+}/remove', coordinator, async (c) => {
    const removed = await removeSubscriber(c.var.services, {
      subscriberId: Number(c.req.param('id')),
      by: c.var.user.actor,
    });
    setFlash(c, `${removed.email} will get no more digests.`);
    return c.redirect('/subscribers', 303);
  });

/** Needs no sign-in: a GET shows a button, a POST (also RFC 8058's one click) stops the digest. */
export const unsubscribeRoutes = new Hono<WebEnv>()

  .get('/:token', async (c) => {
    const token = c.req.param('token');
    const subscriber = await findByUnsubscribeToken(c.var.services, token);
    if (!subscriber) return c.html(<UnsubscribedPage isKnown={false} />, 404);
    if (subscriber.unsubscribedAt) return c.html(<UnsubscribedPage isKnown />);
    return c.html(<UnsubscribePage token={token} email={subscriber.email} />);
  })

  .post('/:token', async (c) => {
    const subscriber = await unsubscribe(c.var.services, c.req.param('token'));
    return c.html(<UnsubscribedPage isKnown={!!subscriber} />, subscriber ? 200 : 404);
  });
