import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDay } from '#shared/text/read-day.ts';

describe('a day', () => {
  it.each([
    '2026-09-30',
    '2026/09/30',
    '30/09/2026',
    '30/9/26',
    '30.09.2026',
    '30-09-2026',
    '30-Sep-26',
    '30-Sep-2026',
    '30 Sept 2026',
    '30 September 2026',
    '30th September 2026',
    '30th of September, 2026',
    'Wednesday, 30 September 2026',
    'Wed 30 Sep 2026',
    'September 30, 2026',
    '30/09/2026 00:00',
    '2026-09-30 00:00:00',
    '2026-09-30T00:00:00.000Z',
    ' 30\u00a0September\u00a02026 ',
    '30–09–2026',
    '30SEP2026',
  ])('is read of %j', (text) => {
    expect(readDay(text)).toEqual({ value: '2026-09-30' });
  });

  it.each([
    ['05/13/2026', 'month first'],
    ['9/30/26', 'month first'],
    ['31/02/2026', 'can be'],
    ['2026-13-01', 'no such month'],
    ['00/09/2026', 'can be'],
    ['46295', 'Excel’s own number'],
    ['Sep-26', 'not a date'],
    ['30 Sep', 'not a date'],
    ['Q3 2026', 'not a date'],
    ['soon', 'not a date'],
    ['30 Foo 2026', 'not a date'],
    ['30/09/0026', 'can be'],
    ['30/09/2026 or later', 'not a date'],
  ])('is not read of %j, and it says why', (text, why) => {
    expect(readDay(text)).toMatchObject({ problem: expect.stringContaining(why) });
  });

  it('is the same in every form in which it is written', () => {
    const days = fc
      .date({ min: new Date('1970-01-01'), max: new Date('2069-12-31'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
    const forms = ['short', 'medium', 'long', 'full'] as const;
    fc.assert(
      fc.property(days, fc.constantFrom(...forms), (day, dateStyle) => {
        const format = new Intl.DateTimeFormat('en-GB', { dateStyle, timeZone: 'UTC' });
        expect(readDay(format.format(new Date(day)))).toEqual({ value: day });
      }),
    );
  });
});
