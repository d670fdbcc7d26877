import { type Context, Hono } from 'hono';
import { mentionWays } from '#shared/entities/index.ts';
import { NotFound, SearchUnavailable } from '#shared/errors.ts';
import { completeTitles } from '#shared/library/complete-titles.ts';
import { londonDay } from '#shared/london.ts';
import { may } from '#shared/people/permissions.ts';
import { addMentions, previewMentions } from '#shared/sources/missed/add-mentions.ts';
import { decideMention } from '#shared/sources/missed/decide-mention.ts';
import { readListedItems } from '#shared/sources/missed/list-lines.ts';
import { methodPaper } from '#shared/sources/missed/method-paper.ts';
import { drawUpMethod } from '#shared/sources/missed/method-statement.ts';
import { rankSources } from '#shared/sources/missed/rank-sources.ts';
import {
  presentQuarter,
  type ShownCompared,
  showMention,
  showMissed,
} from '#shared/sources/missed/show-missed.ts';
import { missReasons, verdicts } from '#shared/sources/missed/words.ts';
import { counted } from '#shared/text/in-words.ts';
import { wordFile, wordType } from '#shared/text/paper/word-file.ts';
import { daysOfQuarter, type Quarter } from '#shared/text/quarters.ts';
import type { WebEnv } from '../../request/env.ts';
import { setFlash } from '../../request/flash.ts';
import type { Problem } from '../../request/forms.ts';
import { needs } from '../../request/permission.ts';
import { type Again, submit } from '../../request/submit.ts';
import { CheckListPage, PasteListPage } from './list-pages.tsx';
import { MentionPage } from './mention-page.tsx';
import { MethodPage, YieldPage } from './method-pages.tsx';
import { dayOf, decideForm, listForm, noteForm } from './missed-forms.ts';
import { MissedPage } from './missed-page.tsx';

const size = 20;

/** The quarter of a question; the present one where none, or none that there is, was asked for. */
const quarterAsked = (c: Context<WebEnv>): Quarter =>
  daysOfQuarter(c.req.query('quarter') ?? '') ?? presentQuarter(c.var.services);

const isPresent = (c: Context<WebEnv>, { quarter }: Quarter) =>
  quarter >= presentQuarter(c.var.services).quarter;

function quarterOfPath(c: Context<WebEnv>): Quarter {
  const name = c.req.param('quarter') ?? '';
  const quarter = daysOfQuarter(name);
  if (!quarter) throw new NotFound('quarter', name);
  return quarter;
}

const oneOf = <T extends string>(known: readonly T[], said: string | undefined): T | undefined =>
  known.find((one) => one === said);

/** Publications that it may be; none while the index cannot be asked. */
async function possibleOf(c: Context<WebEnv>, { title, publication }: ShownCompared) {
  if (publication || !title) return [];
  const words = title.split(/\s+/).slice(0, 8).join(' ');
  return completeTitles(c.var.services, { text: words, limit: 5 }).catch((error: unknown) => {
    if (error instanceof SearchUnavailable) return [];
    throw error;
  });
}

async function mentionPage(
  c: Context<WebEnv>,
  given: { problems?: Problem[]; typed?: Record<string, string> } = {},
) {
  const one = await showMention(c.var.services, Number(c.req.param('id')));
  return (
    <MentionPage
      one={one}
      possible={await possibleOf(c, one)}
      mayDecide={may(c.var.user, 'manage sources')}
      mayAdd={may(c.var.user, 'add publications')}
      {...given}
    />
  );
}

/** What was understood again, where nothing of it was ticked. */
async function checkAgain(c: Context<WebEnv>, problems: Problem[], typed: Record<string, string>) {
  const { way: said, origin = '', reachedOn = '', text = '' } = typed;
  const way = oneOf(mentionWays, said);
  const { items, left } = readListedItems(text);
  const isOfItems = problems.every(({ field }) => field === 'item');
  if (!way || !isOfItems || items.length === 0) {
    const told = problems.map((one) => (one.field === 'item' ? { ...one, field: 'text' } : one));
    return <PasteListPage today={todayOf(c)} typed={typed} problems={told} />;
  }
  const given = { way, origin: origin || null, reachedOn: dayOf(reachedOn), items };
  const shown = await previewMentions(c.var.services, given);
  return (
    <CheckListPage
      given={{ ...given, reachedOn, text }}
      items={shown}
      left={left}
      problems={problems}
    />
  );
}

const todayOf = (c: Context<WebEnv>) => londonDay(c.var.services.clock());

/** What the scan missed, what sources yielded, and the method statement. */
export const missedRoutes = new Hono<WebEnv>()

  .get('/sources/missed', needs('see sources'), async (c) => {
    const quarter = quarterAsked(c);
    const verdict = oneOf(verdicts, c.req.query('verdict'));
    const way = oneOf(mentionWays, c.req.query('way'));
    const reason = oneOf(missReasons, c.req.query('reason'));
    const page = Math.max(1, Math.trunc(Number(c.req.query('page'))) || 1);
    const question = { quarter, verdict, way, reason, page, size };
    return c.html(
      <MissedPage
        missed={await showMissed(c.var.services, question)}
        filters={{ verdict, way, reason }}
        isPresent={isPresent(c, quarter)}
        mayAdd={may(c.var.user, 'add publications')}
      />,
    );
  })

  .get('/sources/missed/add', needs('add publications'), (c) =>
    c.html(<PasteListPage today={todayOf(c)} />),
  )

  .post('/sources/missed/check', needs('add publications'), async (c) => {
    const again: Again = (problems, typed) => (
      <PasteListPage today={todayOf(c)} typed={typed} problems={problems} />
    );
    return submit(c, listForm, again, async ({ text, way, origin, reachedOn }) => {
      const { items, left } = readListedItems(text);
      const given = { way, origin, reachedOn: dayOf(reachedOn), items };
      const shown = await previewMentions(c.var.services, given);
      return c.html(
        <CheckListPage given={{ way, origin, reachedOn, text }} items={shown} left={left} />,
      );
    });
  })

  .post('/sources/missed/add', needs('add publications'), async (c) => {
    const again: Again = (problems, typed) => checkAgain(c, problems, typed);
    return submit(c, noteForm, again, async ({ item, way, origin, reachedOn }) => {
      const { services, user } = c.var;
      const given = { way, origin, reachedOn: dayOf(reachedOn), items: item, by: user.actor };
      const ids = await addMentions(services, given);
      setFlash(c, `${counted(ids.length, 'publication was', 'publications were')} noted.`);
      const [first] = ids;
      const { quarter } = presentQuarter(services);
      const at = first ? (await showMention(services, first)).reachedAt : null;
      const own = at
        ? `?quarter=${presentQuarter({ clock: () => at }).quarter}`
        : `?quarter=${quarter}`;
      return c.redirect(`/sources/missed${own}`, 303);
    });
  })

  .get('/sources/missed/:id{[0-9]+}', needs('see sources'), async (c) =>
    c.html(await mentionPage(c)),
  )

  .post('/sources/missed/:id{[0-9]+}/decide', needs('manage sources'), async (c) => {
    const again: Again = (problems, typed) => mentionPage(c, { problems, typed });
    return submit(c, decideForm, again, async ({ publicationId, isCounted }) => {
      await decideMention(c.var.services, {
        mentionId: Number(c.req.param('id')),
        publicationId: publicationId === 'none' ? null : publicationId,
        isCounted: isCounted === undefined ? undefined : isCounted === 'yes',
        by: c.var.user.actor,
      });
      setFlash(c, 'That was noted.');
      return c.redirect(`/sources/missed/${c.req.param('id')}`, 303);
    });
  })

  .get('/sources/yield', needs('see sources'), async (c) => {
    const quarter = quarterAsked(c);
    return c.html(
      <YieldPage
        yields={await rankSources(c.var.services, { quarter })}
        quarter={quarter}
        isPresent={isPresent(c, quarter)}
      />,
    );
  })

  .get('/sources/method/:quarter', needs('see sources'), async (c) => {
    const quarter = quarterOfPath(c);
    const paper = methodPaper(await drawUpMethod(c.var.services, quarter));
    return c.html(<MethodPage paper={paper} quarter={quarter} isPresent={isPresent(c, quarter)} />);
  })

  .get('/sources/method/:quarter/word', needs('see sources'), async (c) => {
    const quarter = quarterOfPath(c);
    const file = await wordFile(methodPaper(await drawUpMethod(c.var.services, quarter)));
    return c.body(new Uint8Array(file).buffer, 200, {
      'content-type': wordType,
      'content-disposition': `attachment; filename="method-${quarter.quarter}.docx"`,
    });
  });
