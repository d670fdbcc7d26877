import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { setAsideReasons } from '#shared/entities/index.ts';
import { Invalid } from '#shared/errors.ts';
import { keepPublications } from '#shared/judging/keep-publications.ts';
import { type JudgeQuery, listToJudge } from '#shared/judging/list-to-judge.ts';
import { reopenPublications } from '#shared/judging/reopen-publications.ts';
import { setAsidePublications } from '#shared/judging/set-aside-publications.ts';
import { findTitles } from '#shared/library/find-titles.ts';
import { countDuplicates } from '#shared/publications/list-duplicates.ts';
import type { WebEnv } from '../../request/env.ts';
import { needs } from '../../request/permission.ts';
import { type Again, severalOf, submit } from '../../request/submit.ts';
import { type Judged, JudgePage, judgeAddress } from './judge-page.tsx';

const judgedAtOnce = 20;

const placeForm = z.object({
  part: z.enum(['all', 'new', 'backlog']).catch('new'),
  page: z.coerce.number().int().positive().catch(1),
  next: z.coerce.number().int().positive().optional().catch(undefined),
});

const publicationIds = severalOf(z.coerce.number().int().positive()).pipe(
  z
    .array(z.number())
    .min(1, 'Tick the publications to judge')
    .max(100, 'Judge at most 100 publications at once'),
);

const undoForm = placeForm.extend({ publicationIds });
const verdictForm = placeForm.extend({
  publicationIds,
  verdict: z.enum(['kept', 'set-aside'], 'Choose to keep or to set aside'),
  reason: z.preprocess(
    (given) => (given === '' ? undefined : given),
    z.enum(setAsideReasons, 'Choose a reason').optional(),
  ),
});

/** Ids in an address such as `?kept=12,13`. */
const idsIn = (text: string | undefined): number[] =>
  (text ?? '')
    .split(',')
    .map(Number)
    .filter((id) => Number.isSafeInteger(id) && id > 0);

async function judgedBefore(c: Context<WebEnv>): Promise<Judged | null> {
  for (const verdict of ['kept', 'set-aside'] as const) {
    const publicationIds = idsIn(c.req.query(verdict)).slice(0, 100);
    if (publicationIds.length === 0) continue;
    return { verdict, publications: await findTitles(c.var.services, publicationIds) };
  }
  return null;
}

/** Back to the list, with what was done and the next publication in focus. */
function addressAfter(
  { part, page, next }: z.infer<typeof placeForm>,
  done?: { verdict: Judged['verdict']; publicationIds: number[] },
): string {
  const address = judgeAddress({ part, page });
  const told = done ? `${done.verdict}=${done.publicationIds.join(',')}` : '';
  const query = told && `${address.includes('?') ? '&' : '?'}${told}`;
  return `${address}${query}${next ? `#publication-${next}` : ''}`;
}

/** The list; a page that judging has emptied gives way to the last one there is. */
async function listFor(c: Context<WebEnv>, query: JudgeQuery) {
  const list = await listToJudge(c.var.services, query);
  const last = Math.max(1, Math.ceil(list.total / query.size));
  return list.page > last ? listToJudge(c.var.services, { ...query, page: last }) : list;
}

export const judgeRoutes = new Hono<WebEnv>()
  .get('/', needs('judge'), async (c) => {
    const place = placeForm.parse(c.req.query());
    const query = { part: place.part, page: place.page, size: judgedAtOnce };
    const list = await listFor(c, query);
    const judged = await judgedBefore(c);
    const duplicates = await countDuplicates(c.var.services);
    return c.html(
      <JudgePage
        query={{ ...query, page: list.page }}
        list={list}
        judged={judged}
        duplicates={duplicates}
      />,
    );
  })

  .post('/', needs('judge'), async (c) => {
    const again: Again = async (problems, typed) => {
      const place = placeForm.parse(typed);
      const query = { part: place.part, page: place.page, size: judgedAtOnce };
      const list = await listFor(c, query);
      const duplicates = await countDuplicates(c.var.services);
      return <JudgePage {...{ query, list, duplicates, problems }} judged={null} />;
    };
    return submit(c, verdictForm, again, async ({ verdict, publicationIds, reason, ...place }) => {
      const given = { publicationIds, by: c.var.user.actor };
      if (verdict === 'kept') await keepPublications(c.var.services, given);
      else if (reason) await setAsidePublications(c.var.services, { ...given, reason });
      else throw new Invalid('Choose a reason for setting it aside', 'publicationIds');
      return c.redirect(addressAfter(place, { verdict, publicationIds }), 303);
    });
  })

  .post('/undo', needs('judge'), async (c) =>
    submit(c, undoForm, null, async ({ publicationIds, ...place }) => {
      await reopenPublications(c.var.services, { publicationIds, by: c.var.user.actor });
      return c.redirect(addressAfter({ ...place, next: publicationIds[0] }), 303);
    }),
  );
