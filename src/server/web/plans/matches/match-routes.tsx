import { type Context, Hono } from 'hono';
import { Match, Plan, PlanEntry } from '#shared/entities/index.ts';
import { Invalid } from '#shared/errors.ts';
import { may } from '#shared/people/permissions.ts';
import { answerLine } from '#shared/plans/matches/answer-line.ts';
import { matchCsv, matchExcel } from '#shared/plans/matches/export-match.ts';
import { finishMatch, runAgain } from '#shared/plans/matches/finish-match.ts';
import { matchPaper } from '#shared/plans/matches/match-paper.ts';
import { openMatch } from '#shared/plans/matches/open-match.ts';
import { listMatches, showMatch } from '#shared/plans/matches/show-match.ts';
import type { Services } from '#shared/services.ts';
import { wordFile, wordType } from '#shared/text/paper/word-file.ts';
import { excelType } from '#shared/text/paper/workbook.ts';
import type { WebEnv } from '../../../request/env.ts';
import { setFlash } from '../../../request/flash.ts';
import { needs } from '../../../request/permission.ts';
import { type Again, submit } from '../../../request/submit.ts';
import { lineForm, listForm } from './match-forms.ts';
import { AddListPage, MatchesPage, MatchPage } from './match-pages.tsx';

const size = 20;

const idOf = (c: Context<WebEnv>) => Number(c.req.param('id'));

const plansOf = ({ em }: Services) =>
  em.find(Plan, {}, { fields: ['id', 'title'], orderBy: { id: 'desc' } });

const fileOf = async (file: File | undefined) =>
  file && (file.name !== '' || file.size > 0)
    ? { fileName: file.name, bytes: new Uint8Array(await file.arrayBuffer()) }
    : undefined;

/** The ids of entries that are named by their references. @throws {Invalid} */
async function idsOfRefs({ em }: Services, matchId: number, refs: string): Promise<number[]> {
  const named = refs.split(/[\s,;]+/).filter(Boolean);
  if (named.length === 0) return [];
  const match = await em.findOne(Match, matchId);
  const found = await em.find(PlanEntry, {
    ref: { $in: named },
    ...(match?.plan && { plan: match.plan }),
  });
  const missing = named.find((ref) => !found.some((entry) => entry.ref === ref));
  if (missing) throw new Invalid(`There is no entry ${missing}`, 'entries');
  return found.map(({ id }) => id);
}

const attached = (type: string, name: string) => ({
  'content-type': type,
  'content-disposition': `attachment; filename="${name}"`,
});

/** Somebody else's recommendations beside our plans. */
export const matchRoutes = new Hono<WebEnv>()

  .get('/matches', needs('read plans'), async (c) => {
    const page = Math.max(1, Math.trunc(Number(c.req.query('page'))) || 1);
    const list = await listMatches(c.var.services, { page, size });
    return c.html(<MatchesPage list={list} mayAdd={may(c.var.user, 'link')} />);
  })

  .get('/matches/add', needs('link'), async (c) =>
    c.html(<AddListPage plans={await plansOf(c.var.services)} />),
  )

  .post('/matches', needs('link'), async (c) => {
    const { services, user } = c.var;
    const again: Again = async (problems, typed) => (
      <AddListPage plans={await plansOf(services)} typed={typed} problems={problems} />
    );
    return submit(c, listForm, again, async ({ title, text, file, plan }) => {
      const given = { title, text, planId: plan, file: await fileOf(file), by: user.actor };
      const id = await openMatch(services, given);
      return c.redirect(`/matches/${id}`, 303);
    });
  })

  .get('/matches/:id{[0-9]+}', needs('read plans'), async (c) => {
    const match = await showMatch(c.var.services, idOf(c));
    return c.html(<MatchPage match={match} mayAnswer={may(c.var.user, 'link')} />);
  })

  .post('/matches/:id{[0-9]+}/lines/:line{[0-9]+}', needs('link'), async (c) => {
    const { services, user } = c.var;
    const matchId = idOf(c);
    const lineId = Number(c.req.param('line'));
    return submit(
      c,
      lineForm,
      async (problems, typed) => (
        <MatchPage
          match={await showMatch(services, matchId)}
          mayAnswer
          sent={{ lineId, typed, problems }}
        />
      ),
      async ({ answer, entry, refs, reason }) => {
        const entries = [...entry, ...(await idsOfRefs(services, matchId, refs))];
        const named = answer === 'accepted' || answer === 'part' ? entries : [];
        const said = answer === 'none' ? null : answer;
        const by = user.actor;
        await answerLine(services, { matchId, lineId, answer: said, entries: named, reason, by });
        return c.redirect(`/matches/${matchId}#line-${lineId}`, 303);
      },
    );
  })

  .post('/matches/:id{[0-9]+}/finish', needs('link'), async (c) => {
    await finishMatch(c.var.services, { matchId: idOf(c), by: c.var.user.actor });
    setFlash(c, 'The table is finished. It stays as it is; run it again when the plan changes.');
    return c.redirect(`/matches/${idOf(c)}`, 303);
  })

  .post('/matches/:id{[0-9]+}/again', needs('link'), async (c) => {
    const id = await runAgain(c.var.services, { matchId: idOf(c), by: c.var.user.actor });
    return c.redirect(`/matches/${id}`, 303);
  })

  .get('/matches/:id{[0-9]+}/word', needs('read plans'), async (c) => {
    const paper = matchPaper(await showMatch(c.var.services, idOf(c)));
    return c.body(Buffer.from(await wordFile(paper)), 200, attached(wordType, 'answers.docx'));
  })

  .get('/matches/:id{[0-9]+}/excel', needs('read plans'), async (c) => {
    const file = await matchExcel(c.var.services, await showMatch(c.var.services, idOf(c)));
    return c.body(Buffer.from(file), 200, attached(excelType, 'answers.xlsx'));
  })

  .get('/matches/:id{[0-9]+}/table.csv', needs('read plans'), async (c) => {
    const csv = matchCsv(c.var.services, await showMatch(c.var.services, idOf(c)));
    return c.body(csv, 200, attached('text/csv; charset=utf-8', 'answers.csv'));
  });
