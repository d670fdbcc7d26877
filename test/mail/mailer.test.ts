import { simpleParser } from 'mailparser';
import { describe, expect, it, onTestFinished } from 'vitest';
import { DeliveryFailure } from '#shared/errors.ts';
import type { Message } from '#shared/mail/mailer.ts';
import { openMailer } from '#shared/mail/open-mailer.ts';
import { longestSending, type SmtpLimits, smtpLimits } from '#shared/mail/smtp-limits.ts';
import { leaseFor } from '#worker/sending/claim.ts';
import {
  type FaultySmtp,
  faultySmtp,
  type SmtpStage,
  smtpStages,
} from '../support/loopback/faulty-smtp.ts';

const mailFrom = 'Skylark <digest@skylark.example>';
const message: Message = {
  to: 'ann@police.example',
  subject: 'Published learning',
  text: 'Words.',
  messageId: '<one@skylark.example>',
};
/** Only a silence is waited for; all else on loopback is quicker by far. */
const short = 300;

function mailerTo(smtp: FaultySmtp, limits: Partial<SmtpLimits> = {}) {
  const mailer = openMailer(
    { smtpUrl: smtp.urlWithSignIn, mailFrom },
    { ...smtpLimits, ...limits },
  );
  onTestFinished(() => mailer.close());
  return mailer;
}

const failureOf = (sending: Promise<void>) =>
  sending.then(
    () => expect.fail('it was taken'),
    (error: unknown) => {
      if (!(error instanceof DeliveryFailure)) throw error;
      return error;
    },
  );

/** Of an answer that says nothing about a mailbox. */
const faults: Record<SmtpStage, 'server' | 'message'> = {
  greeting: 'server',
  hello: 'server',
  'sign-in': 'server',
  sender: 'server',
  recipient: 'message',
  data: 'message',
  end: 'message',
};
const saying: Record<SmtpStage, RegExp> = {
  greeting: /does not want to speak/,
  hello: /does not want to speak/,
  'sign-in': /name and password of the settings \(SMTP_URL\)/,
  sender: /address of the settings \(MAIL_FROM\)/,
  recipient: /did not take this recipient/,
  data: /did not take the message/,
  end: /did not take the message/,
};
const replies = ['451 4.3.0 Later', '500 No', '550 5.7.1 Policy', '552 5.2.2 Full', '554 No'];
const table = [true, false].flatMap((isPipelining) =>
  smtpStages.flatMap((stage) => replies.map((reply) => ({ stage, reply, isPipelining }))),
);

describe('a refusal', () => {
  it.each(table)(
    'at “$stage” with “$reply” says where and what (pipelining: $isPipelining)',
    async ({ stage, reply, isPipelining }) => {
      const smtp = await faultySmtp({ faults: { [stage]: reply }, isPipelining });

      const failure = await failureOf(mailerTo(smtp).send(message));

      expect(failure.fault).toBe(faults[stage]);
      expect(failure.isRefused).toBe(reply.startsWith('5'));
      expect(failure.message).toMatch(saying[stage]);
      expect(failure.message).toContain(`it answered ${reply.slice(0, 3)}`);
    },
  );

  it.each(smtpStages)('by hanging up at “%s” is not the recipient’s', async (stage) => {
    const smtp = await faultySmtp({ faults: { [stage]: 'drop' } });

    const failure = await failureOf(mailerTo(smtp).send(message));

    expect(failure.fault).toBe(stage === 'end' ? 'message' : 'server');
    expect(failure.message).toMatch(/ended the connection|broke off/);
  });

  it.each(smtpStages)('by silence at “%s” is noticed and not the recipient’s', async (stage) => {
    const smtp = await faultySmtp({ faults: { [stage]: 'silence' } });
    const limits = { connection: 0, greeting: short, signIn: short, envelope: short, end: short };

    const failure = await failureOf(mailerTo(smtp, limits).send(message));

    expect(failure.fault).toBe(stage === 'end' ? 'message' : 'server');
    expect(failure.message).toContain('it did not answer in time');
  });

  it('by a server that is not there is the server’s', async () => {
    const mailer = openMailer({ smtpUrl: 'smtp://127.0.0.1:1', mailFrom });

    const failure = await failureOf(mailer.send(message));

    expect(failure).toMatchObject({
      fault: 'server',
      message: 'The mail server cannot be reached: nothing answers at its address.',
    });
  });

  it('of one recipient leaves the connection to the next', async () => {
    const smtp = await faultySmtp({
      faults: { recipient: (to) => (to.startsWith('ann') ? '550 5.1.1 No such user' : null) },
    });
    const mailer = mailerTo(smtp);

    expect((await failureOf(mailer.send(message))).fault).toBe('recipient');
    await mailer.send({ ...message, to: 'bob@police.example' });

    expect(smtp.taken.map(({ to }) => to)).toEqual(['bob@police.example']);
    expect(smtp.connections).toBe(1);
  });
});

describe('the answer to the end of DATA', () => {
  it('is awaited for ten minutes, and the row belongs to the sender for longer than all limits', () => {
    expect(smtpLimits.end).toBe(10 * 60_000);
    expect(leaseFor).toBeGreaterThan(longestSending());
    expect(longestSending()).toBeGreaterThan(smtpLimits.envelope + smtpLimits.end);
  });

  it('may be late: all other limits are over, and one copy goes out', async () => {
    const { promise: later, resolve } = Promise.withResolvers<void>();
    const smtp = await faultySmtp({ faults: { end: { after: later, reply: '250 Taken' } } });
    const mailer = mailerTo(smtp, { envelope: short, content: short, greeting: 5_000 });

    const sending = mailer.send(message);
    setTimeout(resolve, 3 * short);
    await sending;

    expect(smtp.came).toHaveLength(1);
  });

  it('of one message keeps no other waiting', async () => {
    const { promise: later, resolve } = Promise.withResolvers<void>();
    const smtp = await faultySmtp({
      faults: {
        end: (to) => (to.startsWith('ann') ? { after: later, reply: '250 Taken' } : null),
      },
    });
    const mailer = mailerTo(smtp);
    const slow = mailer.send(message);

    await mailer.send({ ...message, to: 'bob@police.example' });
    expect(smtp.taken.map(({ to }) => to)).toContain('bob@police.example');
    resolve();
    await slow;
  });
});

it('opens a new connection where the server ended the one that was kept', async () => {
  const smtp = await faultySmtp();
  const mailer = mailerTo(smtp);
  await mailer.send(message);
  let asked = 0;
  smtp.faults.sender = () => {
    asked += 1;
    return asked === 1 ? 'drop' : '250 OK';
  };

  await mailer.send(message);

  expect(smtp.taken).toHaveLength(2);
  expect(smtp.connections).toBe(2);
});

it('hangs up when it is closed, also in the midst of a message', async () => {
  const smtp = await faultySmtp({ faults: { end: 'silence' } });
  const mailer = mailerTo(smtp);
  const sending = failureOf(mailer.send(message));
  await expect.poll(() => smtp.came.length).toBe(1);

  await mailer.close();

  expect((await sending).fault).toBe('message');
});

it('writes messages as RFC 5322, 2047, 2919, 3834 and 8058 say', async () => {
  const smtp = await faultySmtp();
  const long = `https://skylark.example/?q=${'lantern+'.repeat(200)}`;
  await mailerTo(smtp).send({
    ...message,
    subject: `Children’s – ${'“Überblick” '.repeat(12)}`,
    text: `.\nFrom here\n${long}\n-- \nÀ bientôt`,
    html: `<p>${'x'.repeat(3000)}</p>`,
    listId: 'Published learning <digest.skylark.example>',
    unsubscribeUrl: 'https://skylark.example/unsubscribe/abc',
  });

  const raw = smtp.taken[0]?.content ?? '';
  expect(raw.split('\r\n').filter((line) => line.length > 998)).toEqual([]);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what is not ASCII is to be found
  expect(raw.match(/[^\u0000-\u007f]/)).toBeNull();
  expect(raw).toMatch(/^List-Id: Published learning <digest\.skylark\.example>\r$/im);
  expect(raw).toMatch(/^Auto-Submitted: auto-generated\r$/m);
  expect(raw).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r$/m);
  const mail = await simpleParser(raw);
  expect(mail.subject?.trim()).toBe(`Children’s – ${'“Überblick” '.repeat(12)}`.trim());
  expect(mail.messageId).toBe('<one@skylark.example>');
  expect(mail.text?.trim()).toBe(`.\nFrom here\n${long}\n-- \nÀ bientôt`);
});
