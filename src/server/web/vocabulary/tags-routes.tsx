import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { Invalid } from '#shared/errors.ts';
import { may } from '#shared/people/permissions.ts';
import { checkTags, listTags, renameTags } from '#shared/vocabulary/rename-tags.ts';
import { type Touched, touchedByTags } from '#shared/vocabulary/touched-by.ts';
import type { WebEnv } from '../../request/env.ts';
import type { Problem } from '../../request/forms.ts';
import { needs } from '../../request/permission.ts';
import { type Again, severalOf, submit } from '../../request/submit.ts';
import { sayDone } from './say-done.ts';
import { CheckTagsPage, TagsPage } from './tags-pages.tsx';

const tagsForm = z.object({
  from: severalOf(z.string()),
  to: z.string('Enter the tag that stays'),
  /** What it touched when that was shown. */
  seen: z.string().optional(),
});

async function tagsPage(
  c: Context<WebEnv>,
  given: { problems?: Problem[]; ticked?: string[]; to?: string | undefined } = {},
) {
  return (
    <TagsPage
      tags={await listTags(c.var.services)}
      mayChange={may(c.var.user, 'manage vocabulary')}
      {...given}
    />
  );
}

const tagsAgain =
  (c: Context<WebEnv>): Again =>
  (problems, { to }, fields) =>
    tagsPage(c, { problems, to, ticked: [fields.from ?? []].flat().map(String) });

const markOf = ({ publications, searches }: Touched) => `${publications.count} ${searches.count}`;

/** Tags, and making several spellings one. */
export const tagsRoutes = new Hono<WebEnv>()

  .get('/tags', needs('read library'), async (c) => c.html(await tagsPage(c)))

  .post('/tags/check', needs('manage vocabulary'), async (c) =>
    submit(c, tagsForm, tagsAgain(c), async (form) => {
      const { from, to } = checkTags(form);
      const touched = await touchedByTags(c.var.services.em, from);
      if (touched.publications.count === 0)
        throw new Invalid('No publication has any of these.', 'from');
      const shown = { from, to, touched, seen: markOf(touched) };
      return c.html(<CheckTagsPage {...shown} />);
    }),
  )

  .post('/tags/rename', needs('manage vocabulary'), async (c) =>
    submit(c, tagsForm, tagsAgain(c), async (form) => {
      const { from, to } = checkTags(form);
      const touched = await touchedByTags(c.var.services.em, from);
      const seen = markOf(touched);
      if (form.seen !== undefined && form.seen !== seen && touched.publications.count > 0)
        return c.html(<CheckTagsPage {...{ from, to, touched, seen }} isChanged />, 409);
      const id = await renameTags(c.var.services, { from, to, by: c.var.user.actor });
      sayDone(c, `They are all “${to}” now.`, id);
      return c.redirect('/tags', 303);
    }),
  );
