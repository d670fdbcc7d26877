import { describe, expect, it } from 'vitest';
import { Letter, PlanEntry } from '#shared/entities/index.ts';
import { londonInstant } from '#shared/london.ts';
import { noteProgress } from '#shared/plans/entries/note-progress.ts';
import { showPlan } from '#shared/plans/list/show-plan.ts';
import { warnOfDates } from '#worker/plans/warn-of-dates.ts';
import { givenPlanEntry } from '../support/builders/plan-entry.ts';
import { givenUser } from '../support/builders/user.ts';
import { databaseKinds } from '../support/databases.ts';
import { freshServices } from '../support/fresh-services.ts';
import { smtpInbox } from '../support/loopback/smtp-inbox.ts';
import { sendDue } from '../support/send-due.ts';

const baseUrl = 'http://skylark.test';
const by = { userId: null, name: 'test' };

describe.each(databaseKinds)('dates of a plan that are near, on %s', (kind) => {
  it('are told 30 and 7 days before, once, to those who look after plans', async () => {
    const inbox = await smtpInbox();
    let now = londonInstant('2026-08-31', '09:00');
    const settings = { SMTP_URL: inbox.url };
    const services = await freshServices(kind, { clock: () => now, settings });
    const em = services.orm.em.fork();
    await givenUser(em, { role: 'coordinator', email: 'coordinator@marlby.example' });
    await givenUser(em, { role: 'member', email: 'member@marlby.example' });
    const first = await givenPlanEntry(em, { ref: 'R1', dueOn: '2026-09-30' });
    const given = { plan: first.plan };
    await givenPlanEntry(em, { ...given, ref: 'R2', status: 'embedded', recheckOn: '2026-10-02' });
    await givenPlanEntry(em, { ...given, ref: 'R3', status: 'complete', dueOn: '2026-09-30' });
    await givenPlanEntry(em, { ...given, ref: 'R4', dueOn: '2026-09-30', retiredReason: 'No' });
    const toldOn = async (day: string) => {
      now = londonInstant(day, '09:00');
      for (const _ of [1, 2]) await warnOfDates(services.fork(), { baseUrl });
      const letters = await services.orm.em.fork().find(Letter, { kind: 'dates-near', about: day });
      return letters.flatMap(({ content }) =>
        (content as { dates: { entryId: number; of: string }[] }).dates.map(({ of }) => of),
      );
    };

    expect(await toldOn('2026-08-31')).toEqual(['due']);
    expect(await toldOn('2026-09-01')).toEqual([]);
    expect(await toldOn('2026-09-02')).toEqual(['recheck']);
    // No worker ran for two days around the warning of a week before.
    expect(await toldOn('2026-09-24')).toEqual(['due']);
    expect(await toldOn('2026-09-25')).toEqual(['recheck']);
    expect(await toldOn('2026-10-05')).toEqual([]);
    now = londonInstant('2026-09-24', '10:00');
    await sendDue(services, baseUrl);

    const { entries } = await showPlan(services.fork(), { planId: first.plan.id });
    expect(entries.map(({ ref, dueInDays }) => [ref, dueInDays])).toEqual([
      ['R1', 6],
      ['R2', null],
      ['R3', null],
    ]);
    const to = inbox.messages.map(({ to }) => JSON.stringify(to));
    expect(to.length).toBeGreaterThan(0);
    expect(to.filter((one) => !one.includes('coordinator@marlby.example'))).toEqual([]);
    expect(inbox.messages[0]?.text).toContain('R1 is due in 6 days, on 30 September 2026');
    expect(inbox.messages[0]?.text).toContain(`${baseUrl}/entries/${first.id}`);
  });

  it('are not told any more of what was done before the letter left', async () => {
    const inbox = await smtpInbox();
    const clock = () => londonInstant('2026-09-23', '09:00');
    const services = await freshServices(kind, { clock, settings: { SMTP_URL: inbox.url } });
    const em = services.orm.em.fork();
    await givenUser(em, { role: 'coordinator' });
    const { id: entryId } = await givenPlanEntry(em, { dueOn: '2026-09-30' });
    await warnOfDates(services.fork(), { baseUrl });
    await noteProgress(services.fork(), { entryId, text: 'Done.', status: 'complete', by });

    await sendDue(services, baseUrl);

    expect(inbox.messages).toEqual([]);
    expect(await services.orm.em.fork().findOneOrFail(PlanEntry, entryId)).toMatchObject({
      status: 'complete',
    });
  });
});
