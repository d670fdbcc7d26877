import { simpleParser } from 'mailparser';
import { describe, expect, it } from 'vitest';
import { approveDigest } from '#shared/digests/approve-digest.ts';
import { addSubscriber } from '#shared/digests/subscribers.ts';
import { Delivery, Digest, Letter, Subscriber } from '#shared/entities/index.ts';
import { showMailTroubles } from '#shared/mail/mail-trouble.ts';
import { openMailer } from '#shared/mail/open-mailer.ts';
import { smtpLimits } from '#shared/mail/smtp-limits.ts';
import { nextTry, patience } from '#worker/claiming/retries.ts';
import { digestTick } from '#worker/digests/digest-tick.ts';
import { leaseFor } from '#worker/sending/claim.ts';
import { openSender } from '#worker/sending/open-sender.ts';
import { givenPublication } from '../support/builders/publication.ts';
import { givenUser } from '../support/builders/user.ts';
import { databaseKinds } from '../support/databases.ts';
import { freshServices } from '../support/fresh-services.ts';
import { faultySmtp, type SmtpStage } from '../support/loopback/faulty-smtp.ts';
import { sendDue } from '../support/send-due.ts';

const baseUrl = 'https://skylark.example';
const by = { userId: null, name: 'test' };
const week = '2026-W43';
/** When the digest of that week goes out. */
const monday = new Date('2026-10-26T07:00:00Z');
const admin = 'admin@council.example';

/** A digest that is approved for so many subscribers, on the Monday on which it goes out. */
async function aDueDigest(
  given: { kind?: 'sqlite' | 'postgres'; subscribers?: number; domain?: string } = {},
) {
  const smtp = await faultySmtp();
  const time = { now: new Date('2026-10-21T10:00:00Z') };
  const services = await freshServices(given.kind, {
    clock: () => time.now,
    settings: { SMTP_URL: smtp.url },
  });
  const em = () => services.orm.em.fork();
  await givenUser(em(), { email: admin, role: 'administrator' });
  await givenPublication(em(), { status: 'kept', siftedAt: time.now });
  const emails = Array.from(
    { length: given.subscribers ?? 4 },
    (_, n) => `p${n}@${given.domain ?? `a${n}.example`}`,
  );
  for (const email of emails) await addSubscriber(services.fork(), { email, by });
  await approveDigest(services.fork(), { week, by });
  time.now = monday;
  return {
    smtp,
    time,
    services,
    em,
    emails,
    later: (minutes: number) => {
      time.now = new Date(time.now.getTime() + minutes * 60_000);
    },
    tick: async () => {
      await digestTick(services.fork(), { baseUrl });
      await sendDue(services, baseUrl);
    },
    /** Who got what, by subject. */
    got: async (subject: RegExp) => {
      const mails = await Promise.all(
        smtp.taken.map(async ({ to, content }) => ({ to, mail: await simpleParser(content) })),
      );
      return mails.filter(({ mail }) => subject.test(mail.subject ?? '')).map(({ to }) => to);
    },
    deliveries: () => em().find(Delivery, {}, { orderBy: { id: 'asc' } }),
    ended: async () =>
      (await em().find(Subscriber, { failure: { $ne: null } })).map(({ email }) => email),
  };
}

const digests = /^Published learning/;

describe.each(databaseKinds)('a mail server that refuses, on %s', (kind) => {
  it.each<[SmtpStage, string, RegExp]>([
    ['greeting', '554 5.7.1 No service for you', /does not want to speak with Skylark/],
    ['sender', '553 5.7.1 Not your address', /let Skylark send from the address/],
  ])(
    'at “%s” ends nobody’s subscription: all wait, administrators are told once, each gets one',
    async (stage, reply, words) => {
      const { smtp, emails, services, later, tick, got, ended, deliveries } = await aDueDigest({
        kind,
      });
      smtp.faults[stage] = reply;

      for (let round = 0; round < 4; round += 1) {
        await tick();
        later(31);
      }
      expect(await ended()).toEqual([]);
      expect((await deliveries()).map(({ state, attempts }) => [state, attempts])).toEqual(
        emails.map(() => ['waiting', 0]),
      );
      const { server } = await showMailTroubles(services);
      expect(server?.words).toMatch(words);
      expect(server?.words).toContain(reply.slice(4));

      delete smtp.faults[stage];
      await tick();
      await tick();

      expect((await got(digests)).sort()).toEqual(emails);
      expect(await got(/^Mail can be sent again$/)).toEqual([admin]);
      expect(smtp.taken).toHaveLength(emails.length + 1);
      expect((await showMailTroubles(services)).server).toBeNull();
    },
  );

  it('one recipient for good ends this one subscription, with its words', async () => {
    const { smtp, em, emails, tick, got, ended } = await aDueDigest({ kind });
    smtp.faults.recipient = (to) => (to === emails[1] ? '550 5.1.1 User unknown' : null);

    await tick();

    expect(await ended()).toEqual([emails[1]]);
    expect(await em().findOneOrFail(Subscriber, { email: emails[1] ?? '' })).toMatchObject({
      failure:
        'The mail server says that there is no such mailbox: it answered 550 “5.1.1 User unknown”.',
      failedAt: monday,
    });
    expect(await got(digests)).toHaveLength(3);
    expect((await em().findOneOrFail(Digest, { week })).state).toBe('sent');
    expect(await em().count(Letter)).toBe(0);
  });

  it('some messages lets the others go, tells administrators once, and once when all is well', async () => {
    const { smtp, emails, later, tick, got, ended } = await aDueDigest({ kind });
    smtp.faults.recipient = (to) =>
      to === emails[0] || to === emails[2] ? '550 5.7.1 Rejected by policy' : null;

    await tick();
    later(6);
    await tick();
    later(16);
    await tick();

    expect(await ended()).toEqual([]);
    expect((await got(digests)).sort()).toEqual([emails[1], emails[3]]);
    expect(await got(/^The mail server does not take some messages$/)).toEqual([admin]);
    delete smtp.faults.recipient;
    later(31);
    await tick();
    await tick();
    expect((await got(digests)).sort()).toEqual(emails);
    expect(await got(/^No message waits any longer$/)).toEqual([admin]);
    expect(smtp.taken).toHaveLength(emails.length + 2);
  });

  it('sends a row again at once, under the same Message-ID, when its process is dead', async () => {
    const { em, time, smtp, tick, deliveries } = await aDueDigest({ kind, subscribers: 1 });
    await tick();
    const [before] = await deliveries();
    const { hostname } = await import('node:os');
    await em().nativeUpdate(
      Delivery,
      {},
      {
        state: 'sending',
        sentAt: null,
        leasedBy: `${hostname()}-999999999-0123abcd`,
        leaseUntil: new Date(time.now.getTime() + leaseFor),
      },
    );
    await em().nativeUpdate(Digest, { week }, { state: 'sending', sentAt: null });

    await tick();

    const ids = smtp.taken.map(({ content }) => /^Message-ID: (.*)\r$/m.exec(content)?.[1]);
    expect(ids).toEqual([before?.messageId, before?.messageId]);
    expect(await deliveries()).toMatchObject([{ state: 'sent', attempts: 2, leasedBy: null }]);
  });

  it('leaves a row alone that a process elsewhere is sending, however slow the answer', async () => {
    const { em, time, smtp, services, later, tick, deliveries } = await aDueDigest({
      kind,
      subscribers: 1,
    });
    await digestTick(services.fork(), { baseUrl });
    const leaseUntil = new Date(time.now.getTime() + leaseFor);
    const elsewhere = { state: 'sending', leasedBy: 'elsewhere-1-0123abcd', leaseUntil } as const;
    await em().nativeUpdate(Delivery, {}, elsewhere);
    later(leaseFor / 60_000 - 1);

    await tick();
    expect(smtp.taken).toHaveLength(0);
    later(2);
    await tick();

    expect(smtp.taken).toHaveLength(1);
    expect(await deliveries()).toMatchObject([{ state: 'sent' }]);
  });
});

/** Fates of a subscription and its delivery by what is answered where. */
const fates: [SmtpStage, string, 'ended' | 'stands'][] = [
  ...(['greeting', 'hello', 'sender', 'data', 'end'] as const).flatMap((stage) =>
    ['421 4.3.2 Down', '451 4.3.0 Later', '550 5.1.1 User unknown', '554 5.7.1 Spam'].map(
      (reply): [SmtpStage, string, 'stands'] => [stage, reply, 'stands'],
    ),
  ),
  ['recipient', '550 5.1.1 User unknown', 'ended'],
  ['recipient', '550 5.1.10 Recipient not found', 'ended'],
  ['recipient', '550 5.2.1 Mailbox disabled', 'ended'],
  ['recipient', '550 No such user', 'ended'],
  ['recipient', '550 refused', 'stands'],
  ['recipient', '550 5.7.1 Relaying denied', 'stands'],
  ['recipient', '552 5.2.2 Mailbox full', 'stands'],
  ['recipient', '550 5.7.23 SPF check failed', 'stands'],
  ['recipient', '450 4.2.1 Mailbox disabled', 'stands'],
];

it.each(fates)('at “%s” the answer “%s”: the subscription %s', async (stage, reply, fate) => {
  const { smtp, tick, ended, deliveries, emails } = await aDueDigest({ subscribers: 1 });
  smtp.faults[stage] = (to) => (to === admin ? null : reply);

  await tick();

  expect(await ended()).toEqual(fate === 'ended' ? emails : []);
  expect((await deliveries()).map(({ state }) => state)).toEqual([
    fate === 'ended' ? 'failed' : 'waiting',
  ]);
  expect(smtp.taken.filter(({ to }) => to !== admin)).toEqual([]);
});

it('ends nobody’s subscription while a domain says of one after the other that there is none', async () => {
  const { smtp, later, tick, ended, deliveries, emails, got } = await aDueDigest({
    subscribers: 8,
    domain: 'big.example',
  });
  smtp.faults.recipient = '550 5.1.1 No such user';
  await tick();
  later(61);
  await tick();
  expect(await ended()).toEqual([]);
  expect((await deliveries()).map(({ state }) => state)).toEqual(Array(8).fill('waiting'));

  delete smtp.faults.recipient;
  later(61);
  await tick();

  expect((await got(digests)).sort()).toEqual(emails);
});

describe('sending', () => {
  it('asks a server that lets down only now and then, whatever waits', async () => {
    const { smtp, later, tick } = await aDueDigest({ subscribers: 40 });
    smtp.faults.greeting = '554 No';

    await tick();
    await tick();
    expect(smtp.connections).toBeLessThanOrEqual(5);
    const before = smtp.connections;
    later(2);
    await tick();
    await tick();
    expect(smtp.connections).toBe(before + 1);
  });

  it('stops when message after message is not taken: it is hardly about each of them', async () => {
    const { smtp, services, tick, ended } = await aDueDigest({ subscribers: 40 });
    smtp.faults.end = '554 5.7.1 Your address is on a list';

    await tick();

    expect(smtp.came.length).toBeLessThan(12);
    expect((await showMailTroubles(services)).server?.words).toContain('on a list');
    expect(await ended()).toEqual([]);
  });

  it('tries a message for five days, more and more seldom, then gives it up and says so', async () => {
    const { smtp, emails, time, tick, ended, em, deliveries } = await aDueDigest();
    smtp.faults.recipient = (to) => (to === emails[3] ? '452 4.2.2 Mailbox full' : null);
    let tries = 0;
    while ((await em().findOneOrFail(Digest, { week })).state !== 'sent' && tries < 60) {
      await tick();
      tries += 1;
      const [, , , row] = await deliveries();
      time.now = row?.nextAttemptAt ?? time.now;
    }

    const [, , , row] = await deliveries();
    expect(row).toMatchObject({
      state: 'failed',
      reason: expect.stringMatching(/452 “4\.2\.2 Mailbox full”\. It was tried for five days\.$/),
    });
    expect(smtp.asked.filter((to) => to === emails[3]).length).toBeGreaterThan(20);
    const lasted = time.now.getTime() - monday.getTime();
    expect(lasted / patience).toBeGreaterThan(0.9);
    expect(await ended()).toEqual([]);
  });

  it('keeps nobody waiting for one message whose answer is long in coming', async () => {
    const { smtp, services, emails, em, deliveries } = await aDueDigest();
    const { promise: later, resolve } = Promise.withResolvers<void>();
    smtp.faults.end = (to) => (to === emails[0] ? { after: later, reply: '250 OK' } : null);
    await digestTick(services.fork(), { baseUrl });
    const sender = openSender(services, { baseUrl: () => baseUrl });

    await sender.begin();
    await expect.poll(() => smtp.taken.length, { timeout: 10_000 }).toBe(4);
    await expect
      .poll(async () => (await deliveries()).map(({ state }) => state), { timeout: 10_000 })
      .toEqual(['sending', 'sent', 'sent', 'sent']);
    await givenUser(em(), { email: 'two@council.example', role: 'administrator' });

    resolve();
    await sender.drain();
    await sender.close();
    expect((await deliveries()).map(({ state }) => state)).toEqual(Array(4).fill('sent'));
    expect(smtp.came).toHaveLength(4);
  });

  it('sends once what the server took without saying so in time, but for the same Message-ID', async () => {
    const { smtp, services, later, emails, time } = await aDueDigest({ subscribers: 1 });
    smtp.faults.end = 'silence';
    const { smtpUrl, mailFrom } = services.config;
    const mailer = openMailer({ smtpUrl, mailFrom }, { ...smtpLimits, end: 200 });
    await digestTick(services.fork(), { baseUrl });
    await sendDue(services, baseUrl, { mailer });
    expect(smtp.came).toHaveLength(1);
    await sendDue(services, baseUrl, { mailer });
    expect(smtp.came).toHaveLength(1);

    delete smtp.faults.end;
    later(6);
    await sendDue(services, baseUrl, { mailer });
    await mailer.close();

    expect(smtp.came.map(({ to }) => to)).toEqual([emails[0], emails[0]]);
    const ids = smtp.came.map(({ content }) => /^Message-ID: (.*)\r$/m.exec(content)?.[1]);
    expect(new Set(ids).size).toBe(1);
    expect(time.now > monday).toBe(true);
  });

  it('goes on when the clock is set back by a week', async () => {
    const { smtp, emails, later, tick, got } = await aDueDigest();
    smtp.faults.sender = '451 Later';
    await tick();
    delete smtp.faults.sender;
    later(-7 * 24 * 60);

    await tick();

    expect((await got(digests)).sort()).toEqual(emails);
  });

  it('ends in a moment, though a mail server says nothing', async () => {
    const { smtp, services, deliveries } = await aDueDigest({ subscribers: 1 });
    smtp.faults.hello = 'silence';
    await digestTick(services.fork(), { baseUrl });
    const sender = openSender(services, { baseUrl: () => baseUrl });
    await sender.begin();

    await sender.close();

    expect(await deliveries()).toMatchObject([{ state: 'waiting', attempts: 0, leasedBy: null }]);
  });
});

it('waits five minutes, then longer and longer, up to six hours, for five days', () => {
  const at = monday;
  const minutes = [1, 2, 3, 4, 5, 6, 7, 8, 20].map((attempts) => {
    const next = nextTry({ attempts, waitsSince: at, at });
    return ((next?.getTime() ?? 0) - at.getTime()) / 60_000;
  });

  expect(minutes).toEqual([5, 15, 30, 60, 120, 240, 360, 360, 360]);
  const waitsSince = new Date(at.getTime() - patience);
  expect(nextTry({ attempts: 3, waitsSince, at })).toBeNull();
});
