import { type Context, Hono } from 'hono';
import type { z } from 'zod';
import { seenTag } from '#shared/database/seen.ts';
import { approveDigest, withdrawApproval, writeIntro } from '#shared/digests/approve-digest.ts';
import { chooseForDigest } from '#shared/digests/choose-for-digest.ts';
import { type PassingOver, toAnswer } from '#shared/digests/digest-wording.ts';
import { linesToConfirm } from '#shared/digests/lines-to-confirm.ts';
import { listDigests } from '#shared/digests/list-digests.ts';
import { digestMail } from '#shared/digests/render-message.tsx';
import { sendDigestNow } from '#shared/digests/send-now.ts';
import { asSent, countToJudge, type DigestView, showDigest } from '#shared/digests/show-digest.ts';
import { showPlace } from '#shared/digests/show-place.ts';
import { takeWording } from '#shared/digests/take-wording.ts';
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
import { seenOn } from '../../request/shared-form.ts';
import { type Again, submit } from '../../request/submit.ts';
import { AgainPage } from './again-page.tsx';
import { againForm, chooseForm, saidOf, undoOf } from './choose-form.ts';
import { ConfirmPage, DigestPage, TextPage } from './digest-pages.tsx';
import { DigestsPage } from './digests-page.tsx';
import { confirmForm, introForm, longestUndo, sharedIntro, wordingForm } from './draft-forms.ts';
import { isOpenToChange } from './not-standing-well.tsx';

const pageOf = (given: string | undefined) => Math.max(1, Math.floor(Number(given)) || 1);
const isOver = (digest: DigestView, at: Date) => londonDay(at) > digest.endsOn;
/** The question again, when something that does not stand well was not ticked. */
const confirmAgain =
  (c: Context<WebEnv>, isSending: boolean): Again =>
  async (problems, typed, { confirmed = [] }) => (
    <ConfirmPage
      digest={await showDigest(c.var.services, c.req.param('week') ?? '')}
      isSending={isSending}
      confirmed={[confirmed].flat().map(Number)}
      typed={typed}
      problems={problems}
    />
  );

/** @throws {Invalid} when something that does not stand well was not ticked, or words have no reason to stay */
async function askToConfirm(
  c: Context<WebEnv>,
  { confirmed, reasons }: { confirmed: number[]; reasons: PassingOver },
): Promise<void> {
  const digest = await showDigest(c.var.services, c.req.param('week') ?? '');
  if (!isOpenToChange(digest)) return;
  if (linesToConfirm(asSent(digest).lines, confirmed).length > 0) {
    const message = 'Tick what should go out all the same, or leave it out of the digest';
    throw new Invalid(message, 'confirmed');
  }
  const [first] = toAnswer(digest.wording, reasons);
  if (first) {
    const message = `Say why “${first.words}” stays, or change it in the digest`;
    throw new Invalid(message, `reason-${first.key}`);
  }
}

const week = '/digests/:week{[0-9]{4}-W[0-9]{2}}';

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
    const withWording = may(user, 'edit digest');
    const digest = await showDigest(services, week, { withWording });
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
    const week = c.req.param('week');
    const digest = await showDigest(c.var.services, week, { withWording: false });
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

  .post(`${week}/wording`, needs('edit digest'), needs('judge'), async (c) =>
    submit(c, wordingForm, null, async (form) => {
      const week = c.req.param('week');
      await takeWording(c.var.services, { ...form, week, by: c.var.user.actor });
      const fields = {
        publicationId: String(form.publicationId ?? ''),
        from: form.to,
        to: form.from,
      };
      const undo = { text: 'Undo', action: `/digests/${week}/wording`, fields };
      const fits = form.from.length + form.to.length < longestUndo;
      setFlash(c, 'The better wording was taken.', fits ? undo : undefined);
      return c.redirect(`/digests/${week}`, 303);
    }),
  )

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
    return submit(c, confirmForm, confirmAgain(c, false), async (allTheSame) => {
      await askToConfirm(c, allTheSame);
      await approveDigest(c.var.services, { week, ...allTheSame, by: c.var.user.actor });
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
    return submit(c, confirmForm, confirmAgain(c, true), async (allTheSame) => {
      await askToConfirm(c, allTheSame);
      const host = new URL(c.var.baseUrl).hostname;
      const given = { week, ...allTheSame, host, by: c.var.user.actor };
      const count = await sendDigestNow(c.var.services, given);
      const who = counted(count, 'subscriber');
      setFlash(c, `The digest is on its way to ${who}.`);
      return c.redirect(`/digests/${week}`, 303);
    });
  });
