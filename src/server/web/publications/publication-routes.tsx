import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { showPlace } from '#shared/digests/show-place.ts';
import { evidenceStrengths, horizons } from '#shared/entities/index.ts';
import { acceptSuggestion } from '#shared/publications/accept-suggestion.ts';
import { addConcept } from '#shared/publications/add-concept.ts';
import { addTag, longestTag } from '#shared/publications/add-tag.ts';
import { assessPublication, longestMeaning } from '#shared/publications/assess-publication.ts';
import { keepPublications } from '#shared/publications/keep-publications.ts';
import { rejectSuggestion } from '#shared/publications/reject-suggestion.ts';
import { removeConcept } from '#shared/publications/remove-concept.ts';
import { removeTag } from '#shared/publications/remove-tag.ts';
import { reopenPublications } from '#shared/publications/reopen-publications.ts';
import { setAsidePublications } from '#shared/publications/set-aside-publications.ts';
import { showDocument } from '#shared/publications/show-document.ts';
import { showPublication } from '#shared/publications/show-publication.ts';
import { showVersion } from '#shared/publications/show-version.ts';
import { setAsideReasons } from '#shared/publications/sift-publications.ts';
import { canUndoKeeping, undoKeeping } from '#shared/publications/undo-keeping.ts';
import { setFlash } from '../flash.ts';
import { type Problem, problemsIn } from '../forms.ts';
import { requireRole } from '../require-role.ts';
import type { WebEnv } from '../web-env.ts';
import { publicationAddress, readingAddress } from './addresses.ts';
import { conceptChoices } from './concept-choices.ts';
import { DocumentPage } from './document-page.tsx';
import { flashWithKeeping } from './flash-with-keeping.ts';
import { PublicationPage } from './publication-page.tsx';
import { VersionPage } from './version-page.tsx';

const setAsideForm = z.object({
  reason: z.enum(setAsideReasons, 'Choose a reason'),
  note: z.string().trim().max(500, 'Keep the note to 500 characters').optional(),
});

const tagForm = z.object({
  label: z
    .string()
    .trim()
    .min(1, 'Enter a tag')
    .max(longestTag, `Keep the tag to ${longestTag} characters`),
});

const orNothing = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === '' ? null : value), schema.nullable());

const assessmentForm = z.object({
  meaning: z
    .string()
    .trim()
    .max(longestMeaning, `Keep “What this means here” to ${longestMeaning} characters`),
  relevance: orNothing(z.coerce.number().int().min(0).max(3)),
  evidenceStrength: orNothing(z.enum(evidenceStrengths)),
  impact: orNothing(z.coerce.number().int().min(1).max(5)),
  horizon: orNothing(z.enum(horizons)),
});

const idOf = (c: Context<WebEnv>) => Number(c.req.param('id'));
const changeOf = (c: Context<WebEnv>) => ({ publicationId: idOf(c), by: c.var.user.actor });
const siftingOf = (c: Context<WebEnv>) => ({ publicationIds: [idOf(c)], by: c.var.user.actor });

async function fieldsOf(c: Context<WebEnv>): Promise<Record<string, string>> {
  const form = Object.entries(await c.req.parseBody());
  return Object.fromEntries(
    form.filter((field): field is [string, string] => typeof field[1] === 'string'),
  );
}

/** The page again, with what is wrong and what was typed. */
async function pageWith(c: Context<WebEnv>, problems: Problem[], typed?: Record<string, string>) {
  const view = await showPublication(c.var.services, idOf(c));
  const place = await showPlace(c.var.services, idOf(c));
  const wasKeptByUse = await canUndoKeeping(c.var.services, view);
  const choices = await conceptChoices(c.var.services);
  return (
    <PublicationPage
      user={c.var.user}
      view={view}
      place={place}
      wasKeptByUse={wasKeptByUse}
      choices={choices}
      problems={problems}
      typed={typed}
    />
  );
}

/** Back to the publication, at the part that changed. */
function done(c: Context<WebEnv>, message: string, part: string) {
  setFlash(c, message);
  return c.redirect(`${publicationAddress(idOf(c))}#${part}`, 303);
}

const coordinators = requireRole('coordinator');

/** One publication: reading it and judging it. */
export const onePublicationRoutes = new Hono<WebEnv>()
  .get('/:id{[0-9]+}', async (c) => c.html(await pageWith(c, [])))

  .get('/:id{[0-9]+}/documents/:documentId{[0-9]+}', async (c) => {
    const asked = {
      words: (c.req.query('q') ?? '').slice(0, 1000),
      expand: c.req.query('expand') !== 'off',
    };
    // "Go to page" works without scripts: a form cannot lead to a place within a page by itself.
    const page = Number(c.req.query('page'));
    if (Number.isInteger(page) && page > 0) {
      const documentId = Number(c.req.param('documentId'));
      return c.redirect(readingAddress(idOf(c), documentId, { ...asked, page }), 303);
    }
    const view = await showDocument(c.var.services, {
      publicationId: idOf(c),
      documentId: Number(c.req.param('documentId')),
      ...asked,
    });
    return c.html(<DocumentPage view={view} />);
  })

  .get('/:id{[0-9]+}/versions/:number{[0-9]+}', async (c) => {
    const number = Number(c.req.param('number'));
    const view = await showVersion(c.var.services, { publicationId: idOf(c), number });
    return c.html(<VersionPage view={view} />);
  })

  .post('/:id{[0-9]+}/undo-keeping', coordinators, async (c) => {
    await undoKeeping(c.var.services, changeOf(c));
    return done(c, 'Its status is what it was before', 'judge');
  })

  .post('/:id{[0-9]+}/keep', coordinators, async (c) => {
    await keepPublications(c.var.services, siftingOf(c));
    return done(c, 'Kept', 'judge');
  })

  .post('/:id{[0-9]+}/set-aside', coordinators, async (c) => {
    const form = setAsideForm.safeParse(await fieldsOf(c));
    if (!form.success) return c.html(await pageWith(c, problemsIn(form.error)), 422);
    await setAsidePublications(c.var.services, { ...siftingOf(c), ...form.data });
    return done(c, 'Set aside', 'judge');
  })

  .post('/:id{[0-9]+}/reopen', coordinators, async (c) => {
    await reopenPublications(c.var.services, siftingOf(c));
    return done(c, 'Waits to be judged again', 'judge');
  })

  .post('/:id{[0-9]+}/suggestions/:suggestionId{[0-9]+}/accept', coordinators, async (c) => {
    const suggestionId = Number(c.req.param('suggestionId'));
    await acceptSuggestion(c.var.services, { ...changeOf(c), suggestionId });
    return done(c, 'Suggestion accepted', 'themes');
  })

  .post('/:id{[0-9]+}/suggestions/:suggestionId{[0-9]+}/reject', coordinators, async (c) => {
    const suggestionId = Number(c.req.param('suggestionId'));
    await rejectSuggestion(c.var.services, { ...changeOf(c), suggestionId });
    const { part } = await fieldsOf(c);
    return done(c, 'Suggestion rejected', part === 'links' ? 'links' : 'themes');
  })

  .post('/:id{[0-9]+}/concepts', coordinators, async (c) => {
    const { conceptId = '' } = await fieldsOf(c);
    await addConcept(c.var.services, { ...changeOf(c), conceptId });
    return done(c, 'Theme added', 'themes');
  })

  .post('/:id{[0-9]+}/concepts/:conceptId/remove', coordinators, async (c) => {
    await removeConcept(c.var.services, { ...changeOf(c), conceptId: c.req.param('conceptId') });
    return done(c, 'Theme removed', 'themes');
  })

  .post('/:id{[0-9]+}/tags', async (c) => {
    const typed = await fieldsOf(c);
    const form = tagForm.safeParse(typed);
    if (!form.success) return c.html(await pageWith(c, problemsIn(form.error), typed), 422);
    await addTag(c.var.services, { ...changeOf(c), ...form.data });
    return done(c, `Tag “${form.data.label}” added`, 'tags');
  })

  .post('/:id{[0-9]+}/tags/remove', async (c) => {
    const { label = '' } = await fieldsOf(c);
    await removeTag(c.var.services, { ...changeOf(c), label });
    return done(c, `Tag “${label}” removed`, 'tags');
  })

  .post('/:id{[0-9]+}/assessment', coordinators, async (c) => {
    const typed = await fieldsOf(c);
    const form = assessmentForm.safeParse(typed);
    if (!form.success) return c.html(await pageWith(c, problemsIn(form.error), typed), 422);
    const { isKept, isKeptByThis } = await assessPublication(c.var.services, {
      ...changeOf(c),
      ...form.data,
    });
    const isRefused = form.data.relevance === 0 && !isKept;
    const words = `Assessment saved.${isRefused ? ' It says “not relevant”, so the publication is not kept.' : ''}`;
    flashWithKeeping(c, words, { publicationId: idOf(c), isKeptByThis });
    return c.redirect(`${publicationAddress(idOf(c))}#assessment`, 303);
  });
