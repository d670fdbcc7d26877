import { OpenAPIHono, type RouteConfig, type z } from '@hono/zod-openapi';
import type { MiddlewareHandler } from 'hono';
import { listed } from '#shared/text/in-words.ts';
import type { WebEnv } from '../request/env.ts';
import { misreadProblem, problem } from './problem.ts';
import { withProblems } from './problems-of-operation.ts';

/** Parameters that an operation does not have are refused: what was meant by them would be left out unsaid. */
function onlyKnown({ request }: RouteConfig): MiddlewareHandler<WebEnv> {
  const known = Object.keys((request?.query as z.ZodObject | undefined)?.shape ?? {});
  const has = known.length > 0 ? `It has ${listed(known)}.` : 'It has none.';
  return async (c, next) => {
    const asked = new Set(new URL(c.req.url).searchParams.keys());
    const misread = [...asked]
      .filter((name) => !known.includes(name))
      .map((parameter) => ({
        parameter,
        message: `There is no parameter “${parameter}” here. ${has}`,
      }));
    return misread.length > 0 ? misreadProblem(c, misread) : next();
  };
}

/**
 * A part of the API: each operation may answer, besides its own, the problems that follow from what it
 * takes; what does not fit its schema is answered with problem details.
 */
export function createApiRouter() {
  const router = new OpenAPIHono<WebEnv>({
    defaultHook: (result, c) => {
      if (result.success) return undefined;
      const errors = result.error.issues.map(({ path, message }) => ({
        field: path.join('.'),
        message,
      }));
      const isQuestion = result.target === 'query' || result.target === 'param';
      return problem(
        c,
        isQuestion ? 400 : 422,
        isQuestion ? 'The question is not understood' : 'What was sent cannot be used',
        errors.map(({ field, message }) => `${field}: ${message}`).join('; '),
        errors,
      );
    },
  });
  const register = router.openapi;
  router.openapi = ((route, ...handling) =>
    register(
      withProblems({ ...route, middleware: [route.middleware ?? [], onlyKnown(route)].flat() }),
      ...handling,
    )) as typeof register;
  return router;
}
