import { describe, expect, it } from 'vitest';
import { faultOf, type Stage, sayRefusal } from '#shared/mail/sort-refusal.ts';

const codes = Array.from({ length: 200 }, (_, index) => 400 + index);
const details = [
  '',
  ' 5.0.0',
  ' 5.1.1',
  ' 5.1.8',
  ' 5.2.1',
  ' 5.2.2',
  ' 5.3.4',
  ' 5.7.1',
  ' 5.7.26',
];
const elsewhere: Stage[] = [
  'connection',
  'greeting',
  'hello',
  'encryption',
  'sign-in',
  'sender',
  'message',
  'end',
];

describe('who is at fault', () => {
  it.each(elsewhere)('is never the recipient at the stage “%s”, whatever is answered', (stage) => {
    const blamed = codes.flatMap((code) =>
      details
        .map((detail) => `${code}${detail} User unknown`)
        .filter((reply) => faultOf({ stage, code, reply }) === 'recipient'),
    );

    expect(blamed).toEqual([]);
  });

  it('is never the recipient of an answer that says “later”', () => {
    const later = codes.filter((code) => code < 500);
    const blamed = later.filter(
      (code) =>
        faultOf({ stage: 'recipient', code, reply: `${code} 4.1.1 User unknown` }) === 'recipient',
    );

    expect(blamed).toEqual([]);
  });

  it.each([
    '550 5.1.1 <ann@police.example>: Recipient address rejected: User unknown in virtual mailbox table',
    "550-5.1.1 The email account that you tried to reach does not exist. Please try\r\n550-5.1.1 double-checking the recipient's email address for typos or\r\n550 5.1.1 unnecessary spaces. https://support.example/?p=NoSuchUser - gsmtp",
    '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup',
    '550 5.1.0 Address rejected.',
    '550 5.1.2 Bad destination system address',
    '501 5.1.3 Bad recipient address syntax',
    '551 5.1.6 Mailbox has moved',
    '550 5.2.1 The email account that you tried to reach is disabled.',
    '554 5.1.1 <relay@spam.example> unknown',
    '550 No such user here',
    '550 Requested action not taken: mailbox <ann@x.example> does not exist',
    '553 unknown recipient',
    '550 User ann@police.example unknown',
    '550 Invalid recipient',
  ])('is the recipient at RCPT: %s', (reply) => {
    const refusal = { stage: 'recipient' as const, code: Number(reply.slice(0, 3)), reply };

    expect(faultOf(refusal)).toBe('recipient');
    expect(sayRefusal(refusal, '')).toMatch(
      /^The mail server says that there is no such mailbox: it answered 5\d\d “.*”\.$/,
    );
  });

  it.each([
    '550 refused',
    '550 Mailbox unavailable',
    '550 5.0.0 Rejected',
    '550 5.1.7 Sender address syntax',
    '550 5.1.8 <digest@skylark.example>: Sender address rejected: Domain not found',
    '550 5.1.0 Sender denied',
    '550 5.1.1 Message rejected as spam',
    '550 5.2.1 The user you are trying to contact is receiving mail at a rate that prevents additional messages',
    '552 5.2.2 The recipient’s mailbox is full and can’t accept messages now.',
    '550 5.2.0 Delivery not authorised',
    '550 5.4.1 Recipient address rejected: Access denied',
    '550 5.7.1 Unable to relay',
    '554 5.7.1 <ann@police.example>: Relay access denied',
    '550 5.7.23 The message was rejected because of Sender Policy Framework violation',
    '550 5.7.26 Unauthenticated email is not accepted due to DMARC policy',
    '550 5.7.606 Access denied, banned sending IP [192.0.2.1]',
    '554 Service unavailable; Client host blocked using a blocklist',
    '553 sorry, that domain isn’t in my list of allowed rcpthosts (relaying denied)',
    '550 Quota exceeded for unknown user group',
    '503 Bad sequence of commands',
    '450 4.2.0 Greylisted, try again later',
    '452 4.3.1 Insufficient system storage',
    '501 Syntax error',
  ])('is the message at RCPT, so that the subscription stands: %s', (reply) => {
    expect(faultOf({ stage: 'recipient', code: Number(reply.slice(0, 3)), reply })).toBe('message');
  });

  it.each([
    '421 4.3.2 Shutting down',
    '530 5.7.0 Must issue a STARTTLS command first',
    '521 Host does not accept mail',
    '535 5.7.8 Authentication required',
  ])('is the server at RCPT: %s', (reply) => {
    expect(faultOf({ stage: 'recipient', code: Number(reply.slice(0, 3)), reply })).toBe('server');
  });
});

it('says an answer of any length and kind as one short sentence', () => {
  const reply = `550-5.7.1 ${'blah\u0000 '.repeat(200)}\r\n550 5.7.1 end`;

  const words = sayRefusal({ stage: 'recipient', code: 550, reply }, '');

  expect(words).toMatch(
    /^The mail server did not take this recipient: it answered 550 “5\.7\.1 blah blah .*…”\.$/,
  );
  expect(words.length).toBeLessThan(400);
});
