import { Hono } from 'hono';
import { z } from 'zod';
import { bragColours, entryStatuses } from '#shared/entities/index.ts';
import { changeEntry, noteProgress } from '#shared/plans/change-entry.ts';
import { rejectEntrySuggestion } from '#shared/plans/decide-suggestion.ts';
import { showEntry } from '#shared/plans/show-entry.ts';
import type { WebEnv } from '../../request/env.ts';
import { setFlash } from '../../request/flash.ts';
import { needs } from '../../request/permission.ts';
import { type Again, submit } from '../../request/submit.ts';
import { EditEntryPage, ProgressPage } from './entry-form-pages.tsx';
import { EntryPage } from './entry-page.tsx';

const optional = (longest: number) =>
  z.string().trim().max(longest, `Keep it to ${longest} characters`).optional();
const day = z
  .string()
  .trim()
  .regex(/^(\d{4}-\d{2}-\d{2})?$/, 'Enter a date like 2026-09-30')
  .refine(
    (value) => !value || !Number.isNaN(Date.parse(value)),
    'Enter a date that exists, like 2026-09-30',
  );

const editForm = z.object({
  revision: z.coerce.number().int(),
  text: z
    .string()
    .trim()
    .min(1, 'Enter the recommendation or action')
    .max(5000, 'Keep it to 5,000 characters'),
  ownerAgency: optional(300),
  leadRole: optional(300),
  dueOn: day,
  successMeasure: optional(2000),
});

const progressForm = z.object({
  text: z
    .string()
    .trim()
    .min(1, 'Say what progress there is')
    .max(5000, 'Keep it to 5,000 characters'),
  status: z.enum(entryStatuses, 'Choose a status'),
  rag: z.enum(bragColours, 'Choose a colour').optional(),
});

/** One plan entry: reading and changing it, noting progress. */
export const entryRoutes = new Hono<WebEnv>()

  .get('/entries/:id{[0-9]+}', needs('read plans'), async (c) => {
    const view = await showEntry(c.var.services, Number(c.req.param('id')));
    return c.html(<EntryPage view={view} user={c.var.user} />);
  })

  .get('/entries/:id{[0-9]+}/edit', needs('edit plan'), async (c) =>
    c.html(<EditEntryPage view={await showEntry(c.var.services, Number(c.req.param('id')))} />),
  )

  .post('/entries/:id{[0-9]+}/edit', needs('edit plan'), async (c) => {
    const entryId = Number(c.req.param('id'));
    const again: Again = async (problems, typed) => {
      const view = await showEntry(c.var.services, entryId);
      return <EditEntryPage view={view} problems={problems} typed={typed} />;
    };
    return submit(c, editForm, again, async ({ revision, text, ...given }) => {
      await changeEntry(c.var.services, {
        entryId,
        revision,
        change: {
          text,
          ownerAgency: given.ownerAgency || null,
          leadRole: given.leadRole || null,
          dueOn: given.dueOn || null,
          successMeasure: given.successMeasure || null,
        },
        by: c.var.user.actor,
      });
      setFlash(c, 'The entry was changed.');
      return c.redirect(`/entries/${entryId}`, 303);
    });
  })

  .get('/entries/:id{[0-9]+}/progress', needs('note progress'), async (c) =>
    c.html(<ProgressPage view={await showEntry(c.var.services, Number(c.req.param('id')))} />),
  )

  .post('/entries/:id{[0-9]+}/progress', needs('note progress'), async (c) => {
    const entryId = Number(c.req.param('id'));
    const again: Again = async (problems, typed) => {
      const view = await showEntry(c.var.services, entryId);
      return <ProgressPage view={view} problems={problems} typed={typed} />;
    };
    return submit(c, progressForm, again, async ({ text, status, rag }) => {
      await noteProgress(c.var.services, {
        entryId,
        text,
        status,
        ...(rag ? { rag } : {}),
        by: c.var.user.actor,
      });
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
