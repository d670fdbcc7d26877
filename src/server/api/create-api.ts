import { NotSignedIn } from '#shared/errors.ts';
import { needs } from '../request/permission.ts';
import { loadToken } from '../request/session.ts';
import { createApiRouter } from './api-env.ts';
import { assuranceApi } from './assurance/assurance.ts';
import { auditApi } from './assurance/audit.ts';
import { completeApi } from './complete.ts';
import { describeApi } from './describe-api.ts';
import { digestsApi } from './digests.ts';
import { meetingsApi } from './meetings.ts';
import { coverageApi } from './plans/coverage.ts';
import { entriesApi } from './plans/entries.ts';
import { linksApi } from './plans/links.ts';
import { matchesApi } from './plans/matches.ts';
import { plansApi } from './plans/plans.ts';
import { recordsApi } from './plans/records.ts';
import { relianceApi } from './plans/reliance.ts';
import { structureApi } from './plans/structure.ts';
import { problem, problemOfError } from './problem.ts';
import { editionsApi } from './publications/editions.ts';
import { publicationsApi } from './publications/publications.ts';
import { searchesApi } from './searches.ts';
import { putByApi } from './sift/put-by.ts';
import { siftApi } from './sift/sift.ts';
import { siftDecisionsApi } from './sift/sift-decisions.ts';
import { siftNotesApi } from './sift/sift-notes.ts';
import { sourcesApi } from './sources.ts';
import { subscribersApi } from './subscribers.ts';
import { suggestionRulesApi } from './vocabulary/suggestion-rules.ts';
import { vocabularyApi } from './vocabulary/vocabulary.ts';
import { vocabularyChangesApi } from './vocabulary/vocabulary-changes.ts';

/** `/api`: its description, and version 1 behind sign-in or a token. */
export function createApi() {
  const api = createApiRouter();
  api.openAPIRegistry.registerComponent('securitySchemes', 'token', {
    type: 'http',
    scheme: 'bearer',
  });
  api.openAPIRegistry.registerComponent('securitySchemes', 'session', {
    type: 'apiKey',
    in: 'cookie',
    name: 'skylark',
  });
  api.use('/v1/*', loadToken);
  for (const part of [
    publicationsApi,
    siftNotesApi,
    siftDecisionsApi,
    putByApi,
    siftApi,
    editionsApi,
    completeApi,
    searchesApi,
    plansApi,
    entriesApi,
    recordsApi,
    structureApi,
    linksApi,
    relianceApi,
    matchesApi,
    coverageApi,
    sourcesApi,
    assuranceApi,
    meetingsApi,
    vocabularyApi,
    vocabularyChangesApi,
    suggestionRulesApi,
    digestsApi,
    subscribersApi,
    auditApi,
  ])
    api.route('/v1', part);
  api.get('/openapi.json', needs('see open pages'), (c) => c.json(describeApi(api)));
  api.all('*', needs('see open pages'), (c) => {
    // What there is, is told to those who are signed in.
    if (!c.get('user')) throw new NotSignedIn();
    return problem(c, 404, 'Not found', `There is nothing at ${c.req.path}.`);
  });
  api.onError((error, c) => {
    const answer = problemOfError(c, error);
    if (answer.status >= 500)
      c.var.services.log.error({ err: error, requestId: c.get('requestId') }, 'request failed');
    return answer;
  });
  return api;
}
