import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { rejectEntrySuggestion } from '#shared/plans/decide-suggestion.ts';
import { editEntry } from '#shared/plans/edit-entry.ts';
import { fieldsAskedIn } from '#shared/plans/entry-fields.ts';
import { entryForm } from '#shared/plans/entry-form.ts';
import { knownFor } from '#shared/plans/known-for.ts';
import { noteProgress, noteRule } from '#shared/plans/note-progress.ts';
import { showEntry } from '#shared/plans/show-entry.ts';
import { showEntryForm } from '#shared/plans/show-entry-form.ts';
import { setFlash } from '../flash.ts';
import { problemsIn } from '../forms.ts';
import { requireRole } from '../require-role.ts';
import type { WebEnv } from '../web-env.ts';
import { EditEntryPage, ProgressPage } from './entry-form-pages.tsx';
import { EntryPage } from './entry-page.tsx';
import type { Typed } from './field-box.tsx';

const coordinator = requireRole('coordinator');
const revisionRule = z.coerce.number('Open the form again').int('Open the form again');

/** The fields of a form as `entryForm` reads them: what is ticked comes as a list. */
const sent = (c: Context<WebEnv>): Promise<Typed> => c.req.parseBody({ all: true });

/** One plan entry: reading and changing it, noting progress. */
export const entryRoutes = new Hono<WebEnv>()

  .get('/entries/:id{[0-9]+}', async (c) => {
    const view = await showEntry(c.var.services, Number(c.req.param('id')));
    return c.html(<EntryPage view={view} user={c.var.user} />);
  })

  .get('/entries/:id{[0-9]+}/edit', coordinator, async (c) =>
    c.html(<EditEntryPage form={await showEntryForm(c.var.services, Number(c.req.param('id')))} />),
  )

  .post('/entries/:id{[0-9]+}/edit', coordinator, async (c) => {
    const entryId = Number(c.req.param('id'));
    const typed = await sent(c);
    const known = await knownFor(c.var.services.em);
    const read = entryForm(fieldsAskedIn('change'), known, { revision: revisionRule }).safeParse(
      typed,
    );
    if (!read.success) {
      const form = await showEntryForm(c.var.services, entryId);
      const problems = problemsIn(read.error);
      return c.html(<EditEntryPage form={form} problems={problems} typed={typed} />, 422);
    }
    const { revision, ...change } = read.data;
    await editEntry(c.var.services, { entryId, revision, change, by: c.var.user.actor });
    setFlash(c, 'The entry was changed.');
    return c.redirect(`/entries/${entryId}`, 303);
  })

  .get('/entries/:id{[0-9]+}/progress', coordinator, async (c) =>
    c.html(<ProgressPage form={await showEntryForm(c.var.services, Number(c.req.param('id')))} />),
  )

  .post('/entries/:id{[0-9]+}/progress', coordinator, async (c) => {
    const entryId = Number(c.req.param('id'));
    const typed = await sent(c);
    const known = await knownFor(c.var.services.em);
    const read = entryForm(fieldsAskedIn('progress'), known, { text: noteRule }).safeParse(typed);
    if (!read.success) {
      const form = await showEntryForm(c.var.services, entryId);
      const problems = problemsIn(read.error);
      return c.html(<ProgressPage form={form} problems={problems} typed={typed} />, 422);
    }
    await noteProgress(c.var.services, { entryId, ...read.data, by: c.var.user.actor });
    setFlash(c, 'The progress was noted.');
    return c.redirect(`/entries/${entryId}`, 303);
  })

  .post('/suggestions/:id{[0-9]+}/reject-entry', coordinator, async (c) => {
    const { entryId } = await rejectEntrySuggestion(c.var.services, {
      suggestionId: Number(c.req.param('id')),
      by: c.var.user.actor,
    });
    setFlash(c, 'It will not be suggested for this entry again.');
    return c.redirect(`/entries/${entryId}#suggested`, 303);
  });
