import type { CurrentUser } from '#shared/people/current-user.ts';
import type { Services } from '#shared/services.ts';
import type { Flash } from './flash.ts';

/** What a request carries. */
export interface WebEnv {
  Variables: {
    /** With an entity manager of this request's own. */
    services: Services;
    /** Set on every route behind sign-in. */
    user: CurrentUser;
    /** What has just been done, said once. */
    flash?: Flash | undefined;
    requestId: string;
    /** Where people reach the pages, without a slash at the end: for links in mails. */
    baseUrl: string;
  };
}
