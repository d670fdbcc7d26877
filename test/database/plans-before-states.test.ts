import { describe, expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '#shared/database/open-database.ts';
import { Plan } from '#shared/entities/index.ts';
import { londonDay } from '#shared/london.ts';
import { showPlan } from '#shared/plans/list/show-plan.ts';
import { databaseBefore, databaseKinds, freshDatabaseUrl } from '../support/databases.ts';

const ours = /_plans_that_can_be_trusted$/;

describe.each(databaseKinds)('a plan of before there were kept states, on %s', (kind) => {
  const at = kind === 'sqlite' ? '1780000000000' : "timestamp '2026-05-28 20:26:40'";

  it('has its entries and notes as they were, and does not claim to know days before', async () => {
    const url = await freshDatabaseUrl(kind);
    const old = await databaseBefore(ours, url);
    const em = old.em.fork();
    await em.execute(`insert into plan (id, title, created_at) values (1, 'Old plan', ${at})`);
    await em.execute(
      `insert into plan_entry (id, plan_id, ref, position, text, status, rag, original_due_on, due_on, themes, revision)
       values (1, 1, 'R1', 1, 'One', 'in progress', 'Amber', '2026-03-31', '2026-12-31', '["rhi"]', 3)`,
    );
    await em.execute(
      `insert into progress_note (entry_id, text, status, noted_at) values (1, 'Begun.', 'in progress', ${at})`,
    );
    await old.close();

    const orm = await openDatabase(url);
    onTestFinished(() => orm.close());
    const clock = () => new Date(Date.now() + 1000);
    const services = () => ({ em: orm.em.fork(), clock });
    const plan = await orm.em.fork().findOneOrFail(Plan, 1);
    const today = londonDay(clock());

    expect(plan.recordedSince?.getTime()).toBeGreaterThan(Date.now() - 60_000);
    const wanted = {
      ref: 'R1',
      status: 'in progress',
      rag: 'Amber',
      originalDueOn: '2026-03-31',
      dueOn: '2026-12-31',
      parts: [],
      retiredReason: null,
      extensions: 0,
      confirmation: 'not yet asked',
    };
    expect((await showPlan(services(), { planId: 1 })).entries).toMatchObject([wanted]);
    expect((await showPlan(services(), { planId: 1, asAt: today })).entries).toMatchObject([
      wanted,
    ]);
    await expect(showPlan(services(), { planId: 1, asAt: '2026-07-01' })).rejects.toThrow(
      'was not recorded',
    );
    await expect(showPlan(services(), { planId: 1, asAt: '2026-05-01' })).rejects.toThrow(
      'did not exist',
    );
  });
});
