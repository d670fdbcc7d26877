import { Hono } from 'hono';
import { z } from 'zod';
import { editEntry } from '#shared/plans/entries/edit-entry.ts';
import { noteProgress, noteRule } from '#shared/plans/entries/note-progress.ts';
import { showEntry } from '#shared/plans/entries/show-entry.ts';
import { showEntryForm } from '#shared/plans/entries/show-entry-form.ts';
import {
  type EntryFieldName,
  entryField,
  fieldsAskedIn,
} from '#shared/plans/fields/entry-fields.ts';
import { entryForm } from '#shared/plans/fields/entry-form.ts';
import type { KnownConcepts } from '#shared/plans/fields/field-kinds.ts';
import { knownFor } from '#shared/plans/fields/known-for.ts';
import { rejectEntrySuggestion } from '#shared/plans/links/decide-suggestion.ts';
import type { WebEnv } from '../../../request/env.ts';
import { setFlash } from '../../../request/flash.ts';
import { needs } from '../../../request/permission.ts';
import { type SharedForm, seenOn, seenRule } from '../../../request/shared-form.ts';
import { type Again, submit } from '../../../request/submit.ts';
import { EditEntryPage, ProgressPage } from './entry-form-pages.tsx';
import { EntryPage } from './entry-page.tsx';

/** Of a form that was opened at an earlier version, which knew one number for the whole entry. */
const revisionRule = z.coerce.number('Open the form again').int('Open the form again').optional();

/** What two people may change of an entry at once. */
const changeForm = (known: KnownConcepts): SharedForm => ({
  of: 'entry',
  fields: fieldsAskedIn('change'),
  label: (field) => entryField(field as EntryFieldName).label,
  words: (field, value) => {
    const { show, inWords } = entryField(field as EntryFieldName);
    return inWords(show(value, known));
  },
  boxes: (field, value) => {
    const { box, write } = entryField(field as EntryFieldName);
    return { [field]: box.kind === 'concepts' ? value : write(value) };
  },
});

/** One plan entry: reading and changing it, noting progress. */
export const entryRoutes = new Hono<WebEnv>()

  .get('/entries/:id{[0-9]+}', needs('read plans'), async (c) => {
    const id = Number(c.req.param('id'));
    const view = await showEntry(c.var.services, id, c.req.query('asAt'));
    return c.html(<EntryPage view={view} user={c.var.user} />);
  })

  .get('/entries/:id{[0-9]+}/edit', needs('edit plan'), async (c) =>
    c.html(<EditEntryPage form={await showEntryForm(c.var.services, Number(c.req.param('id')))} />),
  )

  .post('/entries/:id{[0-9]+}/edit', needs('edit plan'), async (c) => {
    const entryId = Number(c.req.param('id'));
    const again: Again = async (problems, _, typed) => {
      const form = await showEntryForm(c.var.services, entryId);
      return <EditEntryPage form={form} problems={problems} typed={typed} />;
    };
    const known = await knownFor(c.var.services.em);
    const form = changeForm(known);
    const extra = { revision: revisionRule, seen: seenRule, dateReason: z.string().optional() };
    const schema = entryForm(fieldsAskedIn('change'), known, extra);
    const act = async ({ revision, seen, dateReason, ...change }: z.infer<typeof schema>) => {
      const given = { entryId, revision, seen: seenOn(form, seen), by: c.var.user.actor };
      await editEntry(c.var.services, { ...given, change, dateReason });
      setFlash(c, 'The entry was changed.');
      return c.redirect(`/entries/${entryId}`, 303);
    };
    return submit(c, schema, again, act, form);
  })

  .get('/entries/:id{[0-9]+}/progress', needs('note progress'), async (c) =>
    c.html(<ProgressPage form={await showEntryForm(c.var.services, Number(c.req.param('id')))} />),
  )

  .post('/entries/:id{[0-9]+}/progress', needs('note progress'), async (c) => {
    const entryId = Number(c.req.param('id'));
    const again: Again = async (problems, _, typed) => {
      const form = await showEntryForm(c.var.services, entryId);
      return <ProgressPage form={form} problems={problems} typed={typed} />;
    };
    const known = await knownFor(c.var.services.em);
    const schema = entryForm(fieldsAskedIn('progress'), known, {
      text: noteRule,
      owner: z.string().optional(),
    });
    return submit(c, schema, again, async (given) => {
      await noteProgress(c.var.services, { entryId, ...given, by: c.var.user.actor });
      setFlash(c, 'The progress was noted.');
      return c.redirect(`/entries/${entryId}`, 303);
    });
  })

  .post('/suggestions/:id{[0-9]+}/reject-entry', needs('link'), async (c) => {
    const { entryId } = await rejectEntrySuggestion(c.var.services, {
      suggestionId: Number(c.req.param('id')),
      by: c.var.user.actor,
    });
    setFlash(c, 'It will not be suggested for this entry again.');
    return c.redirect(`/entries/${entryId}#suggested`, 303);
  });
