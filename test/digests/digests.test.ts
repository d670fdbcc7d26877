import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { loadConfig } from '#shared/config.ts';
import { approveDigest, withdrawApproval } from '#shared/digests/approve-digest.ts';
import { chooseForDigest } from '#shared/digests/choose-for-digest.ts';
import { sendDigestNow } from '#shared/digests/send-now.ts';
import { showDigest } from '#shared/digests/show-digest.ts';
import { addSubscriber, unsubscribe } from '#shared/digests/subscribers.ts';
import {
  AuditEntry,
  Delivery,
  Digest,
  Publication,
  Subscriber,
  User,
} from '#shared/entities/index.ts';
import { openServices } from '#shared/services.ts';
import { digestTick } from '#worker/digests/digest-tick.ts';
import { openWorker } from '#worker/open-worker.ts';
import { givenPublication } from '../support/builders/publication.ts';
import { givenSource } from '../support/builders/source.ts';
import { databaseKinds, freshSettings } from '../support/databases.ts';
import { smtpInbox } from '../support/loopback/smtp-inbox.ts';
import { sendDue } from '../support/send-due.ts';

const by = { userId: null, name: 'test' };
const baseUrl = 'https://skylark.example';

/** The week to Sunday 25 October 2026, in whose last night the clocks go back. */
const week = '2026-W43';
const wednesday = new Date('2026-10-21T10:00:00Z');

async function aSubGroup(kind: 'sqlite' | 'postgres') {
  const inbox = await smtpInbox();
  const time = { now: wednesday };
  const services = await openServices(
    loadConfig({
      ...(await freshSettings(kind)),
      SMTP_URL: inbox.url,
      LOG_LEVEL: 'silent',
      EMBEDDER: 'off',
    }),
    { clock: () => time.now },
  );
  onTestFinished(() => services.close());
  const kept = (given: Parameters<typeof givenPublication>[1] = {}) =>
    givenPublication(services.orm.em.fork(), { status: 'kept', siftedAt: wednesday, ...given });
  return {
    inbox,
    time,
    services,
    em: () => services.orm.em.fork(),
    kept,
    subscribe: (email: string) => addSubscriber(services.fork(), { email, by }),
    show: () => showDigest(services.fork(), week),
    approve: () => approveDigest(services.fork(), { week, by }),
    tick: async () => {
      await digestTick(services.fork(), { baseUrl });
      await sendDue(services, baseUrl);
    },
  };
}

describe.each(databaseKinds)('a digest on %s', (kind) => {
  it('lists what was kept and in no digest yet, and says why', async () => {
    const { services, kept, show } = await aSubGroup(kind);
    await kept({ title: 'Sent before', siftedAt: new Date('2026-10-18T10:00:00Z') });
    await sendDigestNow(services.fork(), { week: '2026-W42', host: 'skylark.example', by });
    await kept({ title: 'Kept this week', url: 'https://a.example/1' });
    await givenPublication(services.orm.em.fork(), { title: 'Not judged' });
    await kept({ title: 'Set aside', status: 'set-aside' });

    const { lines, state } = await show();

    expect(state).toBe('draft');
    expect(lines).toMatchObject([
      {
        title: 'Kept this week',
        group: 'information',
        why: expect.stringContaining('kept by a coordinator'),
      },
    ]);
  });

  it('leaves the backlog of a first scan out unless it is chosen', async () => {
    const { services, kept, show } = await aSubGroup(kind);
    const publication = await kept({ isBacklog: true });

    const before = await show();
    await chooseForDigest(services.fork(), {
      week,
      publicationId: publication.id,
      choice: 'in',
      group: 'discussion',
      by,
    });

    expect(before).toMatchObject({
      lines: [],
      leftOut: [{ publicationId: publication.id, reason: expect.stringContaining('first scan') }],
    });
    expect((await show()).lines).toMatchObject([
      { publicationId: publication.id, group: 'discussion' },
    ]);
  });

  it('quotes nothing where only title and link may be shown, nor of what describes abuse', async () => {
    const { services, kept, show } = await aSubGroup(kind);
    const link = await givenSource(services.orm.em.fork(), { mayShow: 'link' });
    await kept({ source: link, summary: 'Not ours to show.' });
    await kept({ summary: 'Hard to read.', describesAbuse: true });

    expect((await show()).lines.map(({ summary }) => summary)).toEqual([null, null]);
  });

  it('is frozen when approved, until the approval is withdrawn', async () => {
    const { services, kept, show, approve } = await aSubGroup(kind);
    const publication = await kept({ title: 'As approved' });
    await approve();

    await services.orm.em
      .fork()
      .nativeUpdate(Publication, { id: publication.id }, { title: 'Changed since' });
    await kept({ title: 'Kept since' });

    expect((await show()).lines.map(({ title }) => title)).toEqual(['As approved']);
    await withdrawApproval(services.fork(), { week, by });
    expect((await show()).lines).toHaveLength(2);
  });

  it('goes out on Monday at 7am London time, once to each, though the clocks went back', async () => {
    const { kept, subscribe, approve, tick, time, inbox, em } = await aSubGroup(kind);
    await kept({ title: 'A review of practice' });
    await subscribe('one@police.example');
    await subscribe('two@health.example');
    await approve();

    time.now = new Date('2026-10-26T06:59:00Z');
    await tick();
    expect(inbox.messages).toEqual([]);
    time.now = new Date('2026-10-26T07:00:00Z');
    await tick();
    await tick();

    expect(inbox.messages.map(({ to }) => (Array.isArray(to) ? '' : to?.text)).sort()).toEqual([
      'one@police.example',
      'two@health.example',
    ]);
    const [message] = inbox.messages;
    expect(message?.subject).toBe('Published learning, week to 25 October');
    expect(message?.text).toContain(
      'Not monitored for concerns. If a child is in immediate danger, call 999',
    );
    expect(message?.text).toContain(`${baseUrl}/unsubscribe/`);
    expect(message?.headers.get('list')).toMatchObject({
      unsubscribe: { url: expect.stringContaining('/unsubscribe/') },
    });
    expect(message?.headerLines.find(({ key }) => key === 'list-unsubscribe-post')?.line).toContain(
      'List-Unsubscribe=One-Click',
    );
    expect((await em().findOneOrFail(Digest, { week })).state).toBe('sent');
  });

  it('is never sent unapproved, nor late by itself, but on purpose', async () => {
    const { services, kept, subscribe, tick, time, inbox, em } = await aSubGroup(kind);
    await kept();
    await subscribe('one@police.example');
    await tick();

    time.now = new Date('2026-10-26T12:00:00Z');
    await tick();
    time.now = new Date('2026-10-27T08:00:00Z');
    await tick();

    expect(inbox.messages).toEqual([]);
    expect((await em().findOneOrFail(Digest, { week })).state).toBe('missed');
    await sendDigestNow(services.fork(), { week, host: 'skylark.example', by });
    await tick();
    expect(inbox.messages).toHaveLength(1);
  });

  it('reminds coordinators once that it waits', async () => {
    const { kept, tick, time, inbox, em } = await aSubGroup(kind);
    await kept();
    const people = em();
    people.create(User, { email: 'co@council.example', role: 'coordinator', createdAt: wednesday });
    people.create(User, { email: 'member@council.example', role: 'member', createdAt: wednesday });
    await people.flush();

    await tick();
    time.now = new Date('2026-10-23T15:00:00Z');
    await tick();
    await tick();

    expect(inbox.messages).toHaveLength(1);
    expect(inbox.messages[0]?.text).toContain(`${baseUrl}/digests/${week}`);
  });

  it('is sent again under the same Message-ID after a crash in the midst of sending', async () => {
    const { kept, subscribe, approve, tick, time, inbox, em } = await aSubGroup(kind);
    await kept();
    await subscribe('one@police.example');
    await approve();
    time.now = new Date('2026-10-26T07:00:00Z');
    await tick();
    const [first] = inbox.messages;

    // As a process leaves it that dies after handing the message over and before it says so.
    await em().nativeUpdate(Delivery, {}, { state: 'sending', sentAt: null, leaseUntil: time.now });
    await em().nativeUpdate(Digest, { week }, { state: 'sending', sentAt: null });
    time.now = new Date('2026-10-26T07:05:00Z');
    await tick();

    expect(inbox.messages).toHaveLength(2);
    expect(inbox.messages[1]?.messageId).toBe(first?.messageId);
    expect((await em().findOneOrFail(Delivery, { state: 'sent' })).attempts).toBe(2);
  });

  it('gives up on an address that is refused for good, and tries a passing fault again', async () => {
    const { kept, subscribe, approve, tick, time, inbox, em } = await aSubGroup(kind);
    await kept();
    await subscribe('gone@police.example');
    await subscribe('full@police.example');
    inbox.refusing
      .set('gone@police.example', '550 5.1.1 No such user')
      .set('full@police.example', 452);
    await approve();
    time.now = new Date('2026-10-26T07:00:00Z');

    await tick();
    inbox.refusing.delete('full@police.example');
    time.now = new Date('2026-10-26T07:10:00Z');
    await tick();

    expect(inbox.messages).toHaveLength(1);
    expect(
      (await em().findOneOrFail(Subscriber, { email: 'gone@police.example' })).failure,
    ).toContain('550');
    expect(
      (await em().find(Delivery, {}, { orderBy: { id: 'asc' } })).map(({ state }) => state).sort(),
    ).toEqual(['failed', 'sent']);
  });

  it('does not reach somebody who left after the ledger was written', async () => {
    const { services, kept, subscribe, approve, tick, time, inbox, em } = await aSubGroup(kind);
    await kept();
    const subscriber = await subscribe('one@police.example');
    await approve();

    await unsubscribe(services.fork(), subscriber.unsubscribeToken);
    await unsubscribe(services.fork(), subscriber.unsubscribeToken);
    time.now = new Date('2026-10-26T07:00:00Z');
    await tick();

    expect(inbox.messages).toEqual([]);
    expect(await em().count(AuditEntry, { action: 'subscriber.left' })).toBe(1);
  });
});

it('is delivered by a worker that runs, without being asked', async () => {
  const { services, kept, subscribe, approve, time, inbox } = await aSubGroup('sqlite');
  await kept();
  await subscribe('one@police.example');
  await approve();
  time.now = new Date('2026-10-26T07:00:00Z');
  const worker = await openWorker(services, { baseUrl: () => baseUrl });
  onTestFinished(() => worker.close());

  await worker.start();

  await vi.waitFor(() => expect(inbox.messages).toHaveLength(1), { timeout: 20_000 });
});
