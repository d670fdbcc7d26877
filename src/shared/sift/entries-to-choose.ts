import type { Services } from '#shared/services.ts';

/** An entry that a publication may be linked to. */
export interface EntryToChoose {
  id: number;
  ref: string;
  text: string;
  plan: string;
}

/** Every entry that is pursued, plan by plan, in their order. */
export async function entriesToChoose({ em }: Pick<Services, 'em'>): Promise<EntryToChoose[]> {
  const rows: EntryToChoose[] = await em.execute(
    `select e.id, e.ref, e.text, p.title as plan from plan_entry e join plan p on p.id = e.plan_id
      where e.retired_reason is null and p.archived_at is null order by p.id, e.position, e.id`,
  );
  return rows;
}
