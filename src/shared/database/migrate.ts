import { alone } from './alone.ts';
import type { Orm } from './open-database.ts';

/** Whether this version has migrations that the database has not. */
export async function isBehind({ migrator }: Orm): Promise<boolean> {
  // Asking makes the list of migrations where there is none, and another process may just be making it.
  const pending = await migrator.getPending().catch(() => migrator.getPending());
  return pending.length > 0;
}

/** Brings the tables up to date. Of several processes that start together, one does it, the others wait. */
export async function migrate(orm: Orm): Promise<void> {
  if (!(await isBehind(orm))) return;
  await alone(orm.em, async (em) => {
    const transaction = em.getTransactionContext();
    // Another process may have done all of it meanwhile: what is missing is found out once more.
    await orm.migrator.up(transaction ? { transaction } : {});
  });
}
