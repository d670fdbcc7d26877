import { type RouteConfig, z } from '@hono/zod-openapi';
import { changedBy, changedMeanwhileAnswer, ifMatchHeader } from './if-match.ts';
import { problemAnswer } from './problem.ts';

const isInTheWay = (condition: boolean, answers: RouteConfig['responses']) =>
  condition ? answers : {};

/** What an operation may answer besides its own, as it follows from what it takes. */
function problemsOf(route: RouteConfig): RouteConfig['responses'] {
  const { method, path, request } = route;
  const takesBody = request?.body !== undefined;
  // A word in the address may be one that cannot be kept.
  const takesWords = takesBody || (method === 'put' && path.endsWith('}'));
  return {
    401: problemAnswer('Neither signed in nor a valid token'),
    403: problemAnswer('The role does not allow this, or the request comes from another site'),
    503: {
      ...problemAnswer(
        'The database is busy, full or away and nothing was saved, or search is not available; Retry-After says when to ask again',
      ),
      headers: z.object({ 'retry-after': z.string() }),
    },
    400: problemAnswer('The question, or the body, is not understood'),
    ...isInTheWay(path.includes('{'), { 404: problemAnswer('There is no such thing') }),
    ...isInTheWay(changedBy({ method, path }) !== null, changedMeanwhileAnswer),
    ...isInTheWay(takesBody, {
      413: problemAnswer('The body is larger than we take'),
      415: problemAnswer('The body is of a type that this does not take'),
    }),
    ...isInTheWay(takesWords, { 422: problemAnswer('What was sent cannot be used') }),
  };
}

/** The route with all that it may take and answer as any of its kind. What it declares itself goes before. */
export const withProblems = <Route extends RouteConfig>(route: Route): Route => ({
  ...route,
  ...(changedBy(route) ? { request: { ...route.request, headers: ifMatchHeader } } : {}),
  responses: { ...problemsOf(route), ...route.responses },
});
