import type { AddressInfo } from 'node:net';
import hoodiecrow from 'hoodiecrow-imap';
import { describe, expect, it, onTestFinished } from 'vitest';
import { aSource, connectorTools, visit } from '../support/connector-tools.ts';

const newsletter = [
  'From: CASPAR <caspar@example.org>',
  'To: horizon@example.org',
  'Subject: This week in child protection',
  'Date: Wed, 16 Sep 2026 08:00:00 +0100',
  'MIME-Version: 1.0',
  'Content-Type: text/html; charset=utf-8',
  '',
  '<html><body><p><a href="https://news.example.org/view?id=1">View this email in your browser</a></p>',
  '<h2>County lines: new guidance</h2><p>What it says. <a href="https://gov.example.org/guidance/county-lines?utm_source=caspar">Read more</a></p>',
  '<p><a href="https://charity.example.org/reports/boys.pdf">Boys and exploitation</a></p>',
  '<p><a href="https://www.facebook.com/caspar">Facebook</a> <a href="https://lists.example.org/unsubscribe?u=1">Unsubscribe</a> <a href="https://charity.example.org/">charity.example.org</a></p></body></html>',
].join('\r\n');

const textMail = [
  'From: network@example.org',
  'Subject: Bulletin',
  'Date: Thu, 17 Sep 2026 08:00:00 +0000',
  'Content-Type: text/plain; charset=utf-8',
  '',
  'New toolkit for hotels',
  'https://network.example.org/toolkit.',
].join('\r\n');

/** A real IMAP server with two newsletters and one old mail. */
async function aMailbox(): Promise<number> {
  const recent = '17-Sep-2026 08:00:00 +0000';
  const server = hoodiecrow({
    plugins: [
      'ID',
      'STARTTLS',
      'SASL-IR',
      'AUTH-PLAIN',
      'NAMESPACE',
      'IDLE',
      'ENABLE',
      'LITERALPLUS',
    ],
    users: { 'horizon@example.org': { password: 'p@ss' } },
    storage: {
      INBOX: { messages: [] },
      '': {
        separator: '/',
        folders: {
          Newsletters: {
            messages: [
              {
                raw: textMail.replace('toolkit.', 'old.'),
                internaldate: '01-Jan-2020 08:00:00 +0000',
              },
              { raw: newsletter, internaldate: recent },
              { raw: textMail, internaldate: recent },
            ],
          },
        },
      },
    },
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  onTestFinished(() => new Promise<void>((closed) => server.close(() => closed())));
  return (server.server.address() as AddressInfo).port;
}

describe('a mailbox', () => {
  it('offers what the newsletters in a folder link to, and marks nothing', async () => {
    const port = await aMailbox();
    const tools = await connectorTools({
      credentials: { mailboxUrl: `imap://horizon%40example.org:p%40ss@127.0.0.1:${port}` },
    });
    const source = aSource('mailbox', 'imap://127.0.0.1/Newsletters');
    const reading = await visit(source, tools);
    expect(reading.found).toBe('The folder Newsletters: 2 mails.');
    expect(reading.offers.map(({ title, url }) => [title, url])).toEqual([
      [
        'County lines: new guidance',
        'https://gov.example.org/guidance/county-lines?utm_source=caspar',
      ],
      ['Boys and exploitation', 'https://charity.example.org/reports/boys.pdf'],
      ['New toolkit for hotels', 'https://network.example.org/toolkit'],
    ]);
  });

  it('says plainly that the password is wrong, and never says the password', async () => {
    const port = await aMailbox();
    const tools = await connectorTools({
      credentials: { mailboxUrl: `imap://horizon%40example.org:wrong@127.0.0.1:${port}` },
    });
    const failure = await visit(aSource('mailbox', 'imap://127.0.0.1/Newsletters'), tools).catch(
      (error: Error) => error,
    );
    expect((failure as Error).message).toBe('127.0.0.1 did not accept the user name and password.');
  });

  it('gives the password to no other host, and says when none is set up', async () => {
    const set = await connectorTools({
      credentials: { mailboxUrl: 'imaps://a:b@mail.example.org' },
    });
    await expect(visit(aSource('mailbox', 'imaps://evil.example/INBOX'), set)).rejects.toThrow(
      'Only the mailbox at mail.example.org may be read',
    );
    await expect(
      visit(aSource('mailbox', 'imaps://mail.example.org/INBOX'), await connectorTools()),
    ).rejects.toThrow('No mailbox is set up');
  });
});
