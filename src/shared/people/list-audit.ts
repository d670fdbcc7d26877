import { AuditEntry, Publication } from '#shared/entities/index.ts';
import { type ShownAudit, shownAudit } from '#shared/entities/shown-audit.ts';
import { type TextExit, textExitOf } from '#shared/entities/text-exit.ts';
import type { Services } from '#shared/services.ts';

export interface AuditQuery {
  subjectType?: string | undefined;
  subjectId?: string | undefined;
  actor?: string | undefined;
  action?: string | undefined;
  page: number;
  size: number;
}

/** The exits of the publications that these entries are about, by id as the entries have it. */
async function exitsOf(em: Services['em'], entries: AuditEntry[]): Promise<Map<string, TextExit>> {
  const ids = entries.flatMap(({ subjectType, subjectId }) =>
    subjectType === 'publication' ? Number(subjectId) : [],
  );
  const publications = await em.find(
    Publication,
    { id: { $in: [...new Set(ids)] } },
    { populate: ['source'] },
  );
  return new Map(publications.map((one) => [String(one.id), textExitOf(one)]));
}

/** Audit entries, newest first. */
export async function listAudit(
  { em }: Pick<Services, 'em'>,
  query: AuditQuery,
): Promise<{ total: number; page: number; size: number; items: ShownAudit[] }> {
  const { subjectType, subjectId, actor, action, page, size } = query;
  const [entries, total] = await em.findAndCount(
    AuditEntry,
    {
      ...(subjectType ? { subjectType } : {}),
      ...(subjectId ? { subjectId } : {}),
      ...(actor ? { actor } : {}),
      ...(action ? { action } : {}),
    },
    { orderBy: { id: 'desc' }, limit: size, offset: (page - 1) * size },
  );
  const exits = await exitsOf(em, entries);
  const items = entries.map((entry) =>
    shownAudit(
      entry,
      entry.subjectType === 'publication' ? (exits.get(entry.subjectId) ?? null) : null,
    ),
  );
  return { total, page, size, items };
}
