import type { EntityManager } from './open-database.ts';

/** The longest that any lease by name is given for, in milliseconds. */
const longestLease = 300_000;

/**
 * Takes or renews a lease by name. It succeeds when nobody holds it, its time ran out, or the
 * holder asks again; so a dead process's lease simply runs out. One that lies much further ahead than
 * any is given was taken before the clock was set back, and counts for nothing.
 *
 * @param seconds how long it holds without being renewed
 * @returns whether `holder` has it now
 */
export async function holdLease(
  em: EntityManager,
  lease: { name: string; holder: string; at: Date; seconds: number },
): Promise<boolean> {
  const { name, holder, at } = lease;
  const until = new Date(at.getTime() + lease.seconds * 1000);
  const tooFar = new Date(at.getTime() + 2 * longestLease);
  const rows: unknown[] = await em
    .fork()
    .getConnection()
    .execute(
      `insert into lease (name, holder, until) values (?, ?, ?)
     on conflict (name) do update set holder = excluded.holder, until = excluded.until
     where lease.holder = excluded.holder or lease.until < ? or lease.until > ?
     returning name`,
      [name, holder, until, at, tooFar],
      'all',
    );
  return rows.length > 0;
}

/** Gives a lease back at once, if `holder` has it. */
export async function releaseLease(em: EntityManager, name: string, holder: string): Promise<void> {
  await em
    .fork()
    .getConnection()
    .execute('delete from lease where name = ? and holder = ?', [name, holder], 'run');
}
