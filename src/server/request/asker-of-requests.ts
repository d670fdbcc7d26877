import type { RequestKind } from '#shared/entities/index.ts';
import type { CurrentUser } from '#shared/people/current-user.ts';
import { may, type Permission } from '#shared/people/permissions.ts';
import type { Asker } from '#shared/publications/show-request.ts';

/** Who looks after what people ask the worker for, and so sees what others asked. */
const looksAfter: Record<RequestKind, Permission> = {
  add: 'judge',
  scan: 'manage sources',
  test: 'manage sources',
  match: 'link',
};

/** People see the requests they made; those who look after the matter see everybody's. */
export const askerOfRequests = (user: CurrentUser): Asker => ({
  userId: user.id,
  seesAll: (kind) => may(user, looksAfter[kind]),
});
