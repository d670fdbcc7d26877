import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { describe, expect, it, onTestFinished } from 'vitest';
import { databaseFaultOf } from '#shared/database/fault-of.ts';
import { type DatabaseGiven, type Orm, openDatabase } from '#shared/database/open-database.ts';
import { StateValue } from '#shared/entities/index.ts';
import { freshDatabaseUrl } from '../support/databases.ts';
import { canHaveSmallDisk, smallDisk } from '../support/small-disk.ts';

const at = new Date('2026-09-18T09:00:00Z');

async function opened(url: string, given: DatabaseGiven = {}): Promise<Orm> {
  const orm = await openDatabase(url, given);
  onTestFinished(() => orm.close());
  return orm;
}

const keep = async ({ em }: Orm, name: string, value: unknown = 1) =>
  em.fork().transactional((own) => own.insert(StateValue, { name, value, changedAt: at }));

const kept = async ({ em }: Orm) =>
  (await em.fork().find(StateValue, {}, { orderBy: { name: 'asc' } })).map(({ name }) => name);

const faultIn = (work: Promise<unknown>) =>
  work.then(
    () => 'none',
    (error: unknown) => databaseFaultOf(error)?.reason ?? (error as Error).message,
  );

/** Another connection that has the write lock until it is let go. */
function lockElsewhere(file: string): () => void {
  const other = new DatabaseSync(file);
  other.exec('begin immediate');
  const letGo = () => {
    if (other.isOpen) other.close();
  };
  onTestFinished(letGo);
  return letGo;
}

describe('a COMMIT that fails on sqlite', () => {
  it('is told, and leaves the connection to whoever comes next', async () => {
    const orm = await opened(await freshDatabaseUrl('sqlite'), { patience: 500 });

    const failing = orm.em.fork().transactional(async (em) => {
      await em.execute('pragma defer_foreign_keys = on');
      await em.execute("insert into tag (publication_id, label, added_at) values (99, 'none', 0)");
    });

    await expect(failing).rejects.toThrow(/FOREIGN KEY/);
    expect(await kept(orm)).toEqual([]);
    await keep(orm, 'after');
    expect(await kept(orm)).toEqual(['after']);
  });

  it('does not let stand alone what the transaction is asked for afterwards', async () => {
    const orm = await opened(await freshDatabaseUrl('sqlite'), { patience: 500 });
    const connection = orm.em.getConnection();
    const transaction = await connection.begin();
    await connection.execute('pragma defer_foreign_keys = on', [], 'run', transaction);
    await connection.execute(
      "insert into tag (publication_id, label, added_at) values (99, 'none', 0)",
      [],
      'run',
      transaction,
    );
    await expect(connection.commit(transaction)).rejects.toThrow(/FOREIGN KEY/);

    const late = connection.execute('delete from concept', [], 'run', transaction);

    await expect(late).rejects.toThrow('The transaction is over.');
  });
});

describe.skipIf(!canHaveSmallDisk())('a disk that is full under sqlite', () => {
  it('fails what is written, not what is read, and takes writing up again', async () => {
    const disk = smallDisk(8);
    const orm = await opened(path.join(disk.folder, 'skylark.db'), { patience: 2000 });
    await keep(orm, 'before');
    disk.fill();

    const written = await Promise.all(
      ['a', 'b', 'c'].map((name) => faultIn(keep(orm, name, 'x'.repeat(300_000)))),
    );
    const alone = await faultIn(
      orm.em.fork().insert(StateValue, { name: 'd', value: 'x'.repeat(300_000), changedAt: at }),
    );

    expect([...written, alone]).toEqual(['full', 'full', 'full', 'full']);
    expect(await kept(orm)).toEqual(['before']);
    disk.makeRoom();
    await keep(orm, 'e', 'x'.repeat(300_000));
    expect(await kept(orm)).toEqual(['before', 'e']);
  });

  it('is opened all the same by another process, a command for example', async () => {
    const disk = smallDisk(8);
    const file = path.join(disk.folder, 'skylark.db');
    await keep(await opened(file), 'before');
    disk.fill();

    const orm = await opened(file, { patience: 2000 });

    expect(await kept(orm)).toEqual(['before']);
  });
});

describe('a lock that somebody else has on sqlite', () => {
  it('keeps nobody from reading, and holds no event loop', async () => {
    const file = await freshDatabaseUrl('sqlite');
    const orm = await opened(file, { patience: 10_000 });
    const letGo = lockElsewhere(file);

    const writing = keep(orm, 'patient');
    const alone = orm.em.fork().insert(StateValue, { name: 'alone', value: 1, changedAt: at });
    await delay(50);

    expect(await kept(orm)).toEqual([]);
    letGo();
    await Promise.all([writing, alone]);
    expect(await kept(orm)).toEqual(['alone', 'patient']);
  });

  it('is waited for no longer than said', async () => {
    const file = await freshDatabaseUrl('sqlite');
    const orm = await opened(file, { patience: 100 });
    const letGo = lockElsewhere(file);

    expect(await Promise.all([faultIn(keep(orm, 'a')), faultIn(keep(orm, 'b'))])).toEqual([
      'busy',
      'busy',
    ]);
    letGo();
    await keep(orm, 'c');
    expect(await kept(orm)).toEqual(['c']);
  });

  it('is told also to who waits for a turn in the same process', async () => {
    const orm = await opened(await freshDatabaseUrl('sqlite'), { patience: 100 });
    await orm.em.fork().transactional(async (em) => {
      await em.insert(StateValue, { name: 'inside', value: 1, changedAt: at });

      expect(await faultIn(keep(orm, 'outside'))).toBe('busy');
      expect(await kept(orm)).toEqual([]);
    });
    expect(await kept(orm)).toEqual(['inside']);
  });

  it('lets in between who writes little, beside a thread that writes without a pause', async () => {
    const file = await freshDatabaseUrl('sqlite');
    const orm = await opened(file, { patience: 8000 });
    const busy = new Worker(new URL('../support/busy-writer.ts', import.meta.url), {
      workerData: { file, milliseconds: 150 },
      execArgv: ['--import', 'tsx'],
    });
    onTestFinished(async () => void (await busy.terminate()));
    await new Promise((resolve) => busy.once('message', resolve));

    const faults: string[] = [];
    for (let turn = 0; turn < 5; turn += 1) faults.push(await faultIn(keep(orm, `page-${turn}`)));

    expect(faults).toEqual(Array.from({ length: 5 }, () => 'none'));
  });
});

describe('a PostgreSQL server that breaks off', () => {
  it('takes no connection with it for good, whether in BEGIN, COMMIT or between', async () => {
    const orm = await opened(await freshDatabaseUrl('postgres'), { patience: 5000 });
    const other = await opened(orm.config.get('clientUrl') as string);
    const breakAll = () =>
      other.em.fork().execute(
        `select pg_terminate_backend(pid) from pg_stat_activity
            where datname = current_database() and pid <> pg_backend_pid()`,
      );
    for (let round = 0; round < 3; round += 1) {
      let begun = 0;
      let isBroken = false;
      const transactions = Array.from({ length: 8 }, (_, number) =>
        orm.em.fork().transactional(async (em) => {
          await em.insert(StateValue, { name: `${round}-${number}`, value: 1, changedAt: at });
          begun += 1;
          while (begun < 8) await delay(10);
          if (number === 0) {
            await breakAll();
            isBroken = true;
          }
          while (!isBroken) await delay(10);
        }),
      );
      const outcomes = await Promise.allSettled(transactions);
      expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(8);
    }

    await keep(orm, 'after');

    expect(await kept(orm)).toEqual(['after']);
  });

  it('and a pool that is used up is waited for no longer than said', async () => {
    const orm = await opened(await freshDatabaseUrl('postgres'), { patience: 300 });
    let letGo = () => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const holders = Array.from({ length: 10 }, () =>
      orm.em.fork().transactional(async (em) => {
        await em.execute('select 1');
        await held;
      }),
    );
    await delay(200);

    expect(await faultIn(keep(orm, 'late'))).toBe('unreachable');
    letGo();
    await Promise.all(holders);
    await keep(orm, 'now');
    expect(await kept(orm)).toEqual(['now']);
  });
});
