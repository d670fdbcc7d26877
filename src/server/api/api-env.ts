import { OpenAPIHono } from '@hono/zod-openapi';
import type { WebEnv } from '../request/env.ts';
import { problem } from './problem.ts';
import { withProblems } from './problems-of-operation.ts';

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
    register(withProblems(route), ...handling)) as typeof register;
  return router;
}
