import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { seenTag } from '#shared/database/seen.ts';
import { showPlace } from '#shared/digests/show-place.ts';
import { evidenceStrengths, horizons, setAsideReasons } from '#shared/entities/index.ts';
import { acceptSuggestion } from '#shared/judging/accept-suggestion.ts';
import { addConcept } from '#shared/judging/add-concept.ts';
import { addTag, longestTag } from '#shared/judging/add-tag.ts';
import { assessPublication, longestMeaning } from '#shared/judging/assess-publication.ts';
import { keepPublications } from '#shared/judging/keep-publications.ts';
import { rejectSuggestion } from '#shared/judging/reject-suggestion.ts';
import { removeConcept } from '#shared/judging/remove-concept.ts';
import { removeTag } from '#shared/judging/remove-tag.ts';
import { reopenPublications } from '#shared/judging/reopen-publications.ts';
import { setAsidePublications } from '#shared/judging/set-aside-publications.ts';
import { canUndoKeeping, undoKeeping } from '#shared/judging/undo-keeping.ts';
import { may } from '#shared/people/permissions.ts';
import { possibleEditionsOf } from '#shared/publications/editions/other-editions.ts';
import { showDocument } from '#shared/publications/show-document.ts';
import { showPublication } from '#shared/publications/show-publication.ts';
import { showVersion } from '#shared/publications/show-version.ts';
import { publicationAddress } from '../../request/addresses.ts';
import type { WebEnv } from '../../request/env.ts';
import { setFlash } from '../../request/flash.ts';
import { flashWithKeeping } from '../../request/flash-with-keeping.ts';
import type { Problem } from '../../request/forms.ts';
import { needs } from '../../request/permission.ts';
import { seenOn, seenRule } from '../../request/shared-form.ts';
import { type Again, submit } from '../../request/submit.ts';
import { sharedAssessment } from './assessment.tsx';
import { conceptChoices } from './concept-choices.ts';
import { DocumentPage } from './document-page.tsx';
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

const oldTagForm = z.object({ label: z.string().min(1, 'Say which tag') });
const conceptForm = z.object({ conceptId: z.string('Choose a theme').min(1, 'Choose a theme') });
/** Where on the page it was suggested. */
const partForm = z.object({ part: z.enum(['links', 'themes']).catch('themes') });

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
  seen: seenRule,
});

const idOf = (c: Context<WebEnv>) => Number(c.req.param('id'));
const changeOf = (c: Context<WebEnv>) => ({ publicationId: idOf(c), by: c.var.user.actor });
const siftingOf = (c: Context<WebEnv>) => ({ publicationIds: [idOf(c)], by: c.var.user.actor });

/** The page again, with what is wrong and what was typed. */
async function pageWith(c: Context<WebEnv>, problems: Problem[], typed?: Record<string, string>) {
  const seenAssessment = await seenTag(c.var.services.em, 'assessment', idOf(c));
  const view = await showPublication(c.var.services, idOf(c));
  const place = await showPlace(c.var.services, idOf(c));
  const editions = await possibleEditionsOf(c.var.services, idOf(c));
  const wasKeptByUse = await canUndoKeeping(c.var.services, view);
  const choices = await conceptChoices(c.var.services);
  return (
    <PublicationPage
      user={c.var.user}
      view={view}
      place={place}
      editions={editions}
      wasKeptByUse={wasKeptByUse}
      choices={choices}
      seenAssessment={seenAssessment}
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

/** One publication: reading it and judging it. */
export const onePublicationRoutes = new Hono<WebEnv>()
  .get('/:id{[0-9]+}', needs('read library'), async (c) => c.html(await pageWith(c, [])))

  .get('/:id{[0-9]+}/documents/:documentId{[0-9]+}', needs('read library'), async (c) => {
    const view = await showDocument(c.var.services, {
      publicationId: idOf(c),
      documentId: Number(c.req.param('documentId')),
      words: (c.req.query('q') ?? '').slice(0, 1000),
      expand: c.req.query('expand') !== 'off',
    });
    const page = Number(c.req.query('page'));
    const asked = {
      page: Number.isInteger(page) && page > 0 ? page : null,
      show: z.enum(['ten', 'one', 'all']).catch('ten').parse(c.req.query('show')),
    };
    return c.html(<DocumentPage view={view} asked={asked} mayLink={may(c.var.user, 'link')} />);
  })

  .get('/:id{[0-9]+}/versions/:number{[0-9]+}', needs('read library'), async (c) => {
    const number = Number(c.req.param('number'));
    const view = await showVersion(c.var.services, { publicationId: idOf(c), number });
    return c.html(<VersionPage view={view} />);
  })

  .post('/:id{[0-9]+}/undo-keeping', needs('judge'), async (c) => {
    await undoKeeping(c.var.services, changeOf(c));
    return done(c, 'Its status is what it was before', 'judge');
  })

  .post('/:id{[0-9]+}/keep', needs('judge'), async (c) => {
    await keepPublications(c.var.services, siftingOf(c));
    return done(c, 'Kept', 'judge');
  })

  .post('/:id{[0-9]+}/set-aside', needs('judge'), async (c) => {
    const again: Again = (problems) => pageWith(c, problems);
    return submit(c, setAsideForm, again, async (given) => {
      await setAsidePublications(c.var.services, { ...siftingOf(c), ...given });
      return done(c, 'Set aside', 'judge');
    });
  })

  .post('/:id{[0-9]+}/reopen', needs('judge'), async (c) => {
    await reopenPublications(c.var.services, siftingOf(c));
    return done(c, 'Waits to be judged again', 'judge');
  })

  .post('/:id{[0-9]+}/suggestions/:suggestionId{[0-9]+}/accept', needs('judge'), async (c) => {
    const suggestionId = Number(c.req.param('suggestionId'));
    await acceptSuggestion(c.var.services, { ...changeOf(c), suggestionId });
    return done(c, 'Suggestion accepted', 'themes');
  })

  .post('/:id{[0-9]+}/suggestions/:suggestionId{[0-9]+}/reject', needs('judge'), async (c) => {
    const suggestionId = Number(c.req.param('suggestionId'));
    return submit(c, partForm, null, async ({ part }) => {
      await rejectSuggestion(c.var.services, { ...changeOf(c), suggestionId });
      return done(c, 'Suggestion rejected', part);
    });
  })

  .post('/:id{[0-9]+}/concepts', needs('judge'), async (c) =>
    submit(c, conceptForm, null, async ({ conceptId }) => {
      await addConcept(c.var.services, { ...changeOf(c), conceptId });
      return done(c, 'Theme added', 'themes');
    }),
  )

  .post('/:id{[0-9]+}/concepts/:conceptId/remove', needs('judge'), async (c) => {
    await removeConcept(c.var.services, { ...changeOf(c), conceptId: c.req.param('conceptId') });
    return done(c, 'Theme removed', 'themes');
  })

  .post('/:id{[0-9]+}/tags', needs('tag'), async (c) => {
    const again: Again = (problems, typed) => pageWith(c, problems, typed);
    return submit(c, tagForm, again, async ({ label }) => {
      await addTag(c.var.services, { ...changeOf(c), label });
      return done(c, `Tag “${label}” added`, 'tags');
    });
  })

  .post('/:id{[0-9]+}/tags/remove', needs('tag'), async (c) =>
    submit(c, oldTagForm, null, async ({ label }) => {
      await removeTag(c.var.services, { ...changeOf(c), label });
      return done(c, `Tag “${label}” removed`, 'tags');
    }),
  )

  .post('/:id{[0-9]+}/assessment', needs('judge'), async (c) => {
    const again: Again = (problems, typed) => pageWith(c, problems, typed);
    const act = async ({ seen, ...given }: z.output<typeof assessmentForm>) => {
      const { isKept, isKeptByThis } = await assessPublication(c.var.services, {
        ...changeOf(c),
        ...given,
        seen: seenOn(sharedAssessment, seen),
      });
      const isRefused = given.relevance === 0 && !isKept;
      const words = `Assessment saved.${isRefused ? ' It says “not relevant”, so the publication is not kept.' : ''}`;
      flashWithKeeping(c, words, { publicationId: idOf(c), isKeptByThis });
      return c.redirect(`${publicationAddress(idOf(c))}#assessment`, 303);
    };
    return submit(c, assessmentForm, again, act, sharedAssessment);
  });
