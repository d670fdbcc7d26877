import { describe, expect, it } from 'vitest';
import { digestMail } from '#shared/digests/render-message.tsx';
import type { DigestView } from '#shared/digests/show-digest.ts';
import { keepingLines, letterPage, wrapped } from '#shared/mail/mail-page.tsx';
import { listIdOf } from '#shared/mail/write-letters.ts';
import { notMonitored } from '#shared/notices.ts';

const place = { baseUrl: 'https://skylark.example', isDemonstration: false };

const intro =
  'Dear partners,\r\n\r\nthis week:\n- hotels & <taxis>\n  - a finding that is longer than a line of the text part can be, so that it has to be broken\n\nKind regards';

const digest = {
  week: '2026-W43',
  startsOn: '2026-10-19',
  endsOn: '2026-10-25',
  intro,
  lines: [],
} as unknown as DigestView;

describe('a mail', () => {
  it('keeps the lines of the introduction, in both parts', async () => {
    const { text, html } = await digestMail(digest, { ...place, unsubscribeUrl: null });

    expect(text).toContain(
      [
        'Dear partners,',
        '',
        'this week:',
        '- hotels & <taxis>',
        '  - a finding that is longer than a line of the text part can be, so that it',
        '  has to be broken',
        '',
        'Kind regards',
      ].join('\n'),
    );
    expect(html).toMatch(
      /<p[^>]*>Dear partners,<\/p><p[^>]*>this week:<br\/?>- hotels &amp; &lt;taxis&gt;<br\/?>/,
    );
    expect(html).toMatch(/<p[^>]*>Kind regards<\/p>/);
  });

  it('says above the signature line that nobody watches it, and below how to stop it', async () => {
    const unsubscribeUrl = 'https://skylark.example/unsubscribe/abc';
    const { text, html } = await digestMail(digest, { ...place, unsubscribeUrl });

    const [above = '', below = ''] = text.split('\n-- \n');
    expect(above.replace(/\s+/g, ' ')).toContain(notMonitored);
    expect(below).toBe(
      `Skylark: https://skylark.example\nTo stop these messages: ${unsubscribeUrl}`,
    );
    expect(html).toContain(notMonitored);
  });

  it('says so in a demonstration', async () => {
    const given = { subject: 'A letter', paragraphs: ['Words.'] };
    const { text, html } = await letterPage({ ...place, isDemonstration: true }, given);

    for (const part of [text, html])
      expect(part).toContain('Demonstration. Fictional publications');
  });

  it('has no line longer than 76 characters but for addresses', () => {
    const address = `https://skylark.example/${'x'.repeat(100)}`;
    const lines = `${wrapped(`${'word '.repeat(60)} ${address}`, '  ')}\n${keepingLines(`\t${'word '.repeat(60)}`)}`;

    const long = lines.split('\n').filter((line) => line.length > 76);
    expect(long).toEqual([`  ${address}`]);
  });
});

it.each([
  ['https://skylark.example.org', 'Published learning <digest.skylark.example.org>'],
  ['http://127.0.0.1:3000', 'Published learning <digest.localhost>'],
  ['http://[::1]:3000', 'Published learning <digest.localhost>'],
  ['http://skylark:3000', 'Published learning <digest.localhost>'],
])('names the list below %s as %s', (baseUrl, expected) => {
  expect(listIdOf('digest', 'Published learning', baseUrl)).toBe(expected);
});
