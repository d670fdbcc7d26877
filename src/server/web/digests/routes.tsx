import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { seenTag } from '#shared/database/seen.ts';
import { approveDigest, withdrawApproval, writeIntro } from '#shared/digests/approve-digest.ts';
import { chooseForDigest } from '#shared/digests/choose-for-digest.ts';
import { linesToConfirm } from '#shared/digests/lines-to-confirm.ts';
import { listDigests } from '#shared/digests/list-digests.ts';
import { digestMail } from '#shared/digests/render-message.tsx';
import { sendDigestNow } from '#shared/digests/send-now.ts';
import { asSent, countToJudge, type DigestView, showDigest } from '#shared/digests/show-digest.ts';
import { showPlace } from '#shared/digests/show-place.ts';
import { ensureDigest, presentWeek } from '#shared/digests/weeks.ts';
import { Invalid, NotFound } from '#shared/errors.ts';
import { findTitles } from '#shared/library/find-titles.ts';
import { londonDay } from '#shared/london.ts';
import { showMailTroubles } from '#shared/mail/mail-trouble.ts';
import { may } from '#shared/people/permissions.ts';
import { counted } from '#shared/text/in-words.ts';
import type { WebEnv } from '../../request/env.ts';
import { setFlash } from '../../request/flash.ts';
import type { Problem } from '../../request/forms.ts';
import { needs } from '../../request/permission.ts';
import { type SharedForm, seenOn, seenRule } from '../../request/shared-form.ts';
import { type Again, severalOf, submit } from '../../request/submit.ts';
import { AgainPage } from './again-page.tsx';
import { againForm, chooseForm, saidOf, undoOf } from './choose-form.ts';
import { ConfirmPage, DigestPage, TextPage } from './digest-pages.tsx';
import { DigestsPage } from './digests-page.tsx';
import { isOpenToChange } from './not-standing-well.tsx';

const pageOf = (given: string | undefined) => Math.max(1, Math.floor(Number(given)) || 1);
const isOver = (digest: DigestView, at: Date) => londonDay(at) > digest.endsOn;
/** The question again, when something that does not stand well was not ticked. */
const confirmAgain =
  (c: Context<WebEnv>, isSending: boolean): Again =>
  async (problems, _, { confirmed = [] }) => (
    <ConfirmPage
      digest={await showDigest(c.var.services, c.req.param('week') ?? '')}
      isSending={isSending}
      confirmed={[confirmed].flat().map(Number)}
      problems={problems}
    />
  );

/** @throws {Invalid} when something that does not stand well was not ticked */
async function askToConfirm(c: Context<WebEnv>, confirmed: number[]): Promise<void> {
  const digest = await showDigest(c.var.services, c.req.param('week') ?? '');
  if (!isOpenToChange(digest) || linesToConfirm(asSent(digest).lines, confirmed).length === 0)
    return;
  const message = 'Tick what should go out all the same, or leave it out of the digest';
  throw new Invalid(message, 'confirmed');
}

const week = '/digests/:week{[0-9]{4}-W[0-9]{2}}';

/** Ticked as to go out although they do not stand well. */
const confirmForm = z.object({ confirmed: severalOf(z.coerce.number().int()) });
const introForm = z.object({ intro: z.string('Enter the words at the top'), seen: seenRule });

/** The words at the top, which two coordinators may write at once. */
const sharedIntro: SharedForm = {
  of: 'digest',
  fields: ['intro'],
  label: () => 'What stands there',
  words: (_, value) => (typeof value === 'string' ? value : null),
};
/** An id as it was given; 0, which nothing has, for anything else. */
const idIn = (given: string | undefined) => {
  const id = Number(given);
  return Number.isSafeInteger(id) ? id : 0;
};

async function againPage(
  c: Context<WebEnv>,
  given: { week: string; publicationId: number; reason?: string; problems?: Problem[] },
) {
  const { services } = c.var;
  const [publication] = await findTitles(services, [given.publicationId]);
  if (!publication) throw new NotFound('publication', given.publicationId);
  const digest = await ensureDigest(services, given.week);
  const { wentWith } = await showPlace(services, publication.id);
  return <AgainPage {...given} digest={digest} publication={publication} wentWith={wentWith} />;
}

export const digestRoutes = new Hono<WebEnv>()

  .get('/digests', needs('read digests'), async (c) => {
    const list = await listDigests(c.var.services, { page: pageOf(c.req.query('page')), size: 20 });
    return c.html(
      <DigestsPage
        list={list}
        mayManage={may(c.var.user, 'manage subscribers')}
        troubles={await showMailTroubles(c.var.services)}
      />,
    );
  })

  .get(week, needs('read digests'), async (c) => {
    const { services, user } = c.var;
    const { week } = await ensureDigest(services, c.req.param('week'));
    const seen = await seenTag(services.em, 'digest', week);
    const digest = await showDigest(services, week);
    return c.html(
      <DigestPage
        digest={digest}
        seen={seen}
        toJudge={await countToJudge(services)}
        user={user}
        isOver={isOver(digest, services.clock())}
      />,
    );
  })

  .get(`${week}/text`, needs('read digests'), async (c) => {
    const digest = await showDigest(c.var.services, c.req.param('week'));
    const { text } = await digestMail(asSent(digest), {
      baseUrl: c.var.baseUrl,
      unsubscribeUrl: null,
      isDemonstration: c.var.services.config.isDemonstration,
    });
    return c.html(<TextPage digest={digest} text={text} />);
  })

  .post(`${week}/intro`, needs('edit digest'), async (c) => {
    const { services, user } = c.var;
    const week = c.req.param('week');
    const again: Again = async (problems, { intro = '', seen = '' }) => {
      const digest = await showDigest(services, week);
      const given = { digest, problems, user, typedIntro: intro, seen };
      return <DigestPage {...given} toJudge={0} isOver={isOver(digest, services.clock())} />;
    };
    const act = async ({ intro, seen }: z.output<typeof introForm>) => {
      const given = { week, intro, seen: seenOn(sharedIntro, seen), by: user.actor };
      await writeIntro(services, given);
      setFlash(c, 'The words at the top were saved.');
      return c.redirect(`/digests/${week}`, 303);
    };
    return submit(c, introForm, again, act, sharedIntro);
  })

  // From a publication's page: into the digest of this week.
  .get('/digests/again', needs('edit digest'), async (c) => {
    const { week } = presentWeek(c.var.services.clock());
    const publication = Number(c.req.query('publication')) || 0;
    return c.redirect(`/digests/${week}/again?publication=${publication}`, 303);
  })

  .get(`${week}/again`, needs('edit digest'), async (c) => {
    const given = { week: c.req.param('week'), publicationId: idIn(c.req.query('publication')) };
    return c.html(await againPage(c, given));
  })

  .post(`${week}/again`, needs('edit digest'), async (c) => {
    const week = c.req.param('week');
    const again: Again = (problems, { publicationId, reason = '' }) => {
      if (!publicationId) throw new Invalid('Choose a publication first.');
      return againPage(c, { week, publicationId: idIn(publicationId), reason, problems });
    };
    return submit(c, againForm, again, async ({ publicationId, reason }) => {
      const by = c.var.user.actor;
      await chooseForDigest(c.var.services, { week, publicationId, reason, choice: 'again', by });
      const fields = { publicationId: String(publicationId), choice: 'out', again: reason };
      const undo = { text: 'Undo', action: `/digests/${week}/choose`, fields };
      setFlash(c, 'It goes out once more with this digest.', undo);
      return c.redirect(`/digests/${week}`, 303);
    });
  })

  .post(`${week}/choose`, needs('edit digest'), async (c) =>
    submit(c, chooseForm, null, async (form) => {
      const { again: _, ...given } = form;
      const week = c.req.param('week');
      await chooseForDigest(c.var.services, { ...given, week, by: c.var.user.actor });
      const fields = undoOf(form);
      const action = `/digests/${week}/choose`;
      setFlash(c, saidOf(form), fields ? { text: 'Undo', action, fields } : undefined);
      return c.redirect(`/digests/${week}`, 303);
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
    const week = c.req.param('week');
    return submit(c, confirmForm, confirmAgain(c, false), async ({ confirmed }) => {
      await askToConfirm(c, confirmed);
      await approveDigest(c.var.services, { week, confirmed, by: c.var.user.actor });
      setFlash(c, 'The digest is approved and frozen.');
      return c.redirect(`/digests/${week}`, 303);
    });
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
    const week = c.req.param('week');
    return submit(c, confirmForm, confirmAgain(c, true), async ({ confirmed }) => {
      await askToConfirm(c, confirmed);
      const host = new URL(c.var.baseUrl).hostname;
      const given = { week, confirmed, host, by: c.var.user.actor };
      const count = await sendDigestNow(c.var.services, given);
      const who = counted(count, 'subscriber');
      setFlash(c, `The digest is on its way to ${who}.`);
      return c.redirect(`/digests/${week}`, 303);
    });
  });
