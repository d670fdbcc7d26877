import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { acceptSuggestion } from '#shared/judging/accept-suggestion.ts';
import { addConcept } from '#shared/judging/add-concept.ts';
import { addTag } from '#shared/judging/add-tag.ts';
import { assessPublication } from '#shared/judging/assess-publication.ts';
import { keepPublications } from '#shared/judging/keep-publications.ts';
import { rejectSuggestion } from '#shared/judging/reject-suggestion.ts';
import { removeConcept } from '#shared/judging/remove-concept.ts';
import { removeTag } from '#shared/judging/remove-tag.ts';
import { reopenPublications } from '#shared/judging/reopen-publications.ts';
import { setAsidePublications } from '#shared/judging/set-aside-publications.ts';
import { undoKeeping } from '#shared/judging/undo-keeping.ts';
import { correctFacts } from '#shared/publications/correct-facts.ts';
import type { PublicationView } from '#shared/publications/publication-view.ts';
import { showAssessment } from '#shared/publications/show-judgement.ts';
import { showPublication } from '#shared/publications/show-publication.ts';
import type { WebEnv } from '../../request/env.ts';
import { needs } from '../../request/permission.ts';
import { createApiRouter } from '../api-env.ts';
import { seenBy, taggedAnswer, tellTag } from '../if-match.ts';
import { linkJson } from '../plans/links-schemas.ts';
import { conflict } from '../problem.ts';
import { orNull } from '../shapes.ts';
import { assessmentBody, factsBody, statusBody } from './judging-schemas.ts';
import { assessmentSchema, publicationSchema } from './publications-schemas.ts';

const id = z.coerce.number().int().positive();
const publicationParams = z.object({ id });
const tags = ['Publications'];

/** Every change answers with the publication as it stands afterwards. */
const responses = {
  200: taggedAnswer(publicationSchema, 'The publication'),
};
const json = <Schema extends z.ZodType>(schema: Schema) => ({
  body: { required: true, content: { 'application/json': { schema } } },
});

/** The page's view without what only the page shows. */
function publicationOf(view: PublicationView) {
  const { history: _, similar: __, recheckAt: ___, tags, links, ...publication } = view;
  return {
    ...publication,
    tags: tags.map(({ label }) => label),
    links: links.map(linkJson),
    linkCount: links.length,
  };
}

/** The publication as it stands now, with the tag of that. */
async function show(c: Context<WebEnv>, publicationId: number) {
  const { services } = c.var;
  await tellTag(c, 'publication', publicationId);
  return publicationOf(
    await showPublication({ ...services, em: services.em.fork() }, publicationId),
  );
}

const showRoute = createRoute({
  method: 'get',
  path: '/publications/{id}',
  middleware: needs('read library'),
  summary: 'One publication, with where each fact comes from',
  tags,
  request: { params: publicationParams },
  responses,
});

const factsRoute = createRoute({
  method: 'patch',
  path: '/publications/{id}',
  middleware: needs('judge'),
  summary: 'Correct the facts; what a person gave stays when it is read again',
  tags,
  request: { params: publicationParams, ...json(factsBody) },
  responses,
});

const statusRoute = createRoute({
  method: 'post',
  path: '/publications/{id}/status',
  middleware: needs('judge'),
  summary: 'Keep it, set it aside with a reason, or take the verdict back',
  tags,
  request: { params: publicationParams, ...json(statusBody) },
  responses,
});

const tagParams = z.object({ id, tag: z.string() });
const putTagRoute = createRoute({
  method: 'put',
  path: '/publications/{id}/tags/{tag}',
  middleware: needs('tag'),
  summary: 'Add a tag; adding it again changes nothing',
  tags,
  request: { params: tagParams },
  responses,
});
const deleteTagRoute = createRoute({
  method: 'delete',
  path: '/publications/{id}/tags/{tag}',
  middleware: needs('tag'),
  summary: 'Take a tag away',
  tags,
  request: { params: tagParams },
  responses,
});

const conceptRoute = createRoute({
  method: 'post',
  path: '/publications/{id}/concepts',
  middleware: needs('judge'),
  summary: 'Give it a concept, or decide a suggestion',
  tags,
  request: {
    params: publicationParams,
    ...json(
      z.union([
        z.object({ conceptId: z.string() }),
        z.object({
          suggestionId: z.number().int().positive(),
          decision: z.enum(['accept', 'reject']),
        }),
      ]),
    ),
  },
  responses: { ...responses, ...conflict('The suggestion was decided already') },
});
const deleteConceptRoute = createRoute({
  method: 'delete',
  path: '/publications/{id}/concepts/{conceptId}',
  middleware: needs('judge'),
  summary: 'Take a concept away; it is not suggested again',
  tags,
  request: { params: z.object({ id, conceptId: z.string() }) },
  responses,
});

const assessmentRoute = createRoute({
  method: 'post',
  path: '/publications/{id}/assessment',
  middleware: needs('judge'),
  summary: 'Say what it is worth and what it means here; unless it is not relevant, that keeps it',
  tags,
  request: { params: publicationParams, ...json(assessmentBody) },
  responses,
});

const showAssessmentRoute = createRoute({
  method: 'get',
  path: '/publications/{id}/assessment',
  middleware: needs('read library'),
  summary: 'What a person said it is worth; null while nobody has',
  tags,
  request: { params: publicationParams },
  responses: { 200: taggedAnswer(orNull(assessmentSchema), 'The assessment') },
});

const undoKeepingRoute = createRoute({
  method: 'post',
  path: '/publications/{id}/undo-keeping',
  summary: 'Put back the status it had before a link or an assessment kept it',
  tags,
  middleware: needs('judge'),
  request: { params: publicationParams },
  responses: { ...responses, ...conflict('It was judged since: there is nothing to undo') },
});

/** What every change of a publication is given: which, by whom, and what they saw of it. */
const changeOf = (c: Context<WebEnv>, publicationId: number) => ({
  publicationId,
  by: c.var.user.actor,
  seen: seenBy(c, 'publication'),
});

export const publicationsJudgeApi = createApiRouter()
  .openapi(showRoute, async (c) => c.json(await show(c, c.req.valid('param').id), 200))

  .openapi(factsRoute, async (c) => {
    const { id: publicationId } = c.req.valid('param');
    const facts = c.req.valid('json');
    await correctFacts(c.var.services, { ...facts, ...changeOf(c, publicationId) });
    return c.json(await show(c, publicationId), 200);
  })

  .openapi(statusRoute, async (c) => {
    const { id: publicationId } = c.req.valid('param');
    const { status, reason, note } = c.req.valid('json');
    const given = { publicationIds: [publicationId], ...changeOf(c, publicationId) };
    if (status === 'kept') await keepPublications(c.var.services, given);
    else if (status === 'new') await reopenPublications(c.var.services, given);
    // To set aside without a reason is refused by the schema.
    else if (reason) await setAsidePublications(c.var.services, { ...given, reason, note });
    return c.json(await show(c, publicationId), 200);
  })

  .openapi(putTagRoute, async (c) => {
    const { id: publicationId, tag: label } = c.req.valid('param');
    await addTag(c.var.services, { ...changeOf(c, publicationId), label });
    return c.json(await show(c, publicationId), 200);
  })

  .openapi(deleteTagRoute, async (c) => {
    const { id: publicationId, tag: label } = c.req.valid('param');
    await removeTag(c.var.services, { ...changeOf(c, publicationId), label });
    return c.json(await show(c, publicationId), 200);
  })

  .openapi(conceptRoute, async (c) => {
    const { id: publicationId } = c.req.valid('param');
    const body = c.req.valid('json');
    const given = changeOf(c, publicationId);
    if ('conceptId' in body) {
      await addConcept(c.var.services, { ...given, conceptId: body.conceptId });
    } else {
      const decide = body.decision === 'accept' ? acceptSuggestion : rejectSuggestion;
      await decide(c.var.services, { ...given, suggestionId: body.suggestionId });
    }
    return c.json(await show(c, publicationId), 200);
  })

  .openapi(deleteConceptRoute, async (c) => {
    const { id: publicationId, conceptId } = c.req.valid('param');
    await removeConcept(c.var.services, { ...changeOf(c, publicationId), conceptId });
    return c.json(await show(c, publicationId), 200);
  })

  .openapi(assessmentRoute, async (c) => {
    const { id: publicationId } = c.req.valid('param');
    await assessPublication(c.var.services, {
      ...c.req.valid('json'),
      ...changeOf(c, publicationId),
      seen: seenBy(c, 'assessment', 'publication'),
    });
    return c.json(await show(c, publicationId), 200);
  })

  .openapi(showAssessmentRoute, async (c) => {
    const { id: publicationId } = c.req.valid('param');
    await tellTag(c, 'assessment', publicationId);
    return c.json(await showAssessment(c.var.services, publicationId), 200);
  })

  .openapi(undoKeepingRoute, async (c) => {
    const { id: publicationId } = c.req.valid('param');
    await undoKeeping(c.var.services, changeOf(c, publicationId));
    return c.json(await show(c, publicationId), 200);
  });
