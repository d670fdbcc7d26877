import { AuditEntry } from '#shared/entities/index.ts';
import type { Services } from '#shared/services.ts';

export interface AuditQuery {
  subjectType?: string | undefined;
  subjectId?: string | undefined;
  actor?: string | undefined;
  action?: string | undefined;
  page: number;
  size: number;
}

/** Audit entries, newest first. */
export async function listAudit({ em }: Pick<Services, 'em'>, query: AuditQuery) {
  const { subjectType, subjectId, actor, action, page, size } = query;
  const [items, total] = await em.findAndCount(
    AuditEntry,
    {
      ...(subjectType ? { subjectType } : {}),
      ...(subjectId ? { subjectId } : {}),
      ...(actor ? { actor } : {}),
      ...(action ? { action } : {}),
    },
    { orderBy: { id: 'desc' }, limit: size, offset: (page - 1) * size },
  );
  return { total, page, size, items };
}
