import { expect, it } from 'vitest';
import { findDay } from '#shared/text/dates/find-day.ts';
import { readDate } from '#shared/text/dates.ts';

/**
 * Forms of the standards and of UK publishers' sites, written down with their right values before the
 * reader was looked at. A day without a time is its midnight, a time without a zone is UTC.
 */
it.each([
  // RFC 822, 850, 2822 and 5322, asctime and date(1)
  ['Fri, 27 Nov 2026 09:15:00 +0000', '2026-11-27T09:15:00Z'],
  ['27 Nov 2026 09:15 UT', '2026-11-27T09:15:00Z'],
  ['Fri, 27 Nov 26 09:15:00 Z', '2026-11-27T09:15:00Z'],
  ['Friday, 27-Nov-26 09:15:00 GMT', '2026-11-27T09:15:00Z'],
  ['Fri Nov 27 09:15:00 2026', '2026-11-27T09:15:00Z'],
  ['Fri Nov 27 09:15:00 GMT 2026', '2026-11-27T09:15:00Z'],
  ['Sat Jun 27 09:15:00 BST 2026', '2026-06-27T08:15:00Z'],
  ['Fri, 27 Nov 2026 09:15:00 +0000 (GMT)', '2026-11-27T09:15:00Z'],
  ['Fri, 27 Nov 2026 09:15:00 EST', '2026-11-27T14:15:00Z'],
  ['Sat, 11 04 2020 14:05:00 +0000', '2020-04-11T14:05:00Z'],
  ['Wed, 04 11 2020 14:05:00 +0000', '2020-11-04T14:05:00Z'],
  // ISO 8601, RFC 3339, RFC 9557, XML Schema, Unix, PDF
  ['20261127T091500Z', '2026-11-27T09:15:00Z'],
  ['20261127T0915+0100', '2026-11-27T08:15:00Z'],
  ['20261127', '2026-11-27T00:00:00Z'],
  ['2026-11-27T09:15Z', '2026-11-27T09:15:00Z'],
  ['2026-11-27T09:15:00+01', '2026-11-27T08:15:00Z'],
  ['2026-11-27t09:15:00z', '2026-11-27T09:15:00Z'],
  ['2026-11-27 09:15:00.123456+00:00', '2026-11-27T09:15:00.123Z'],
  ['2026-11-27T09:15:00,5Z', '2026-11-27T09:15:00.500Z'],
  ['2026-11-27T09:15:00Z[Europe/London]', '2026-11-27T09:15:00Z'],
  ['2026-W48-5', '2026-11-27T00:00:00Z'],
  ['2026-331', '2026-11-27T00:00:00Z'],
  ['2026-11-27Z', '2026-11-27T00:00:00Z'],
  ['2026-11', '2026-11-01T00:00:00Z'],
  ['2026', '2026-01-01T00:00:00Z'],
  ['1795770900', '2026-11-27T09:15:00Z'],
  ['1795770900000', '2026-11-27T09:15:00Z'],
  ["D:20261127091500+01'00'", '2026-11-27T08:15:00Z'],
  ['D:20261127091500Z', '2026-11-27T09:15:00Z'],
  ['D:20261127', '2026-11-27T00:00:00Z'],
  // Figures, the day first as in the United Kingdom
  ['27/11/2026', '2026-11-27T00:00:00Z'],
  ['27/11/26', '2026-11-27T00:00:00Z'],
  ['27-11-2026', '2026-11-27T00:00:00Z'],
  ['27.11.2026', '2026-11-27T00:00:00Z'],
  ['27.11.26', '2026-11-27T00:00:00Z'],
  ['5/6/2026', '2026-06-05T00:00:00Z'],
  ['05-06-2026', '2026-06-05T00:00:00Z'],
  ['27/11/2026 09:15', '2026-11-27T09:15:00Z'],
  ['27-11-2026 09:15:30', '2026-11-27T09:15:30Z'],
  ['2026/11/27', '2026-11-27T00:00:00Z'],
  ['2026.11.27', '2026-11-27T00:00:00Z'],
  ['2026/11/27 09:15', '2026-11-27T09:15:00Z'],
  // Drupal's medium form, which its weekday proves to begin with the month
  ['Fri, 11/27/2026 - 09:15', '2026-11-27T09:15:00Z'],
  // Months in words
  ['27th November 2026', '2026-11-27T00:00:00Z'],
  ['Friday 27 November 2026', '2026-11-27T00:00:00Z'],
  ['Friday 27th November, 2026', '2026-11-27T00:00:00Z'],
  ['27-Nov-2026', '2026-11-27T00:00:00Z'],
  ['27-Nov-26', '2026-11-27T00:00:00Z'],
  ['27/Nov/2026', '2026-11-27T00:00:00Z'],
  ['November 27, 2026', '2026-11-27T00:00:00Z'],
  ['Nov. 27th, 2026', '2026-11-27T00:00:00Z'],
  ['1st of December 2026', '2026-12-01T00:00:00Z'],
  ['1 Dec. 2026', '2026-12-01T00:00:00Z'],
  ['2026 Nov 27', '2026-11-27T00:00:00Z'],
  ['2026-Nov-27', '2026-11-27T00:00:00Z'],
  ['Nov 2026', '2026-11-01T00:00:00Z'],
  ['27\u00a0November\u00a02026', '2026-11-27T00:00:00Z'],
  // With a time, as GOV.UK, Drupal and ModernGov write it
  ['9:15am on 27 November 2026', '2026-11-27T09:15:00Z'],
  ['27 November 2026 at 9.15am', '2026-11-27T09:15:00Z'],
  ['27 November 2026, 4pm', '2026-11-27T16:00:00Z'],
  ['27 November 2026 12:00am', '2026-11-27T00:00:00Z'],
  ['27 November 2026 12pm', '2026-11-27T12:00:00Z'],
  ['09:15, 27 November 2026', '2026-11-27T09:15:00Z'],
  ['Friday, November 27, 2026 - 09:15', '2026-11-27T09:15:00Z'],
  ['Wednesday, 30th September, 2026 6.00 pm', '2026-09-30T18:00:00Z'],
  ['Wednesday 30 September 2026 6.00 p.m.', '2026-09-30T18:00:00Z'],
  // Inside a line
  ['Published 27 November 2026', '2026-11-27T00:00:00Z'],
  ['Published: 27/11/2026', '2026-11-27T00:00:00Z'],
  ['Posted on 27 November 2026 by the communications team', '2026-11-27T00:00:00Z'],
  ['Issue 12 published 27 November 2026', '2026-11-27T00:00:00Z'],
  ['Week 48, 27 November 2026', '2026-11-27T00:00:00Z'],
  ['Version 2.1, 27 November 2026', '2026-11-27T00:00:00Z'],
  ['Issue 12/26 – 27 November 2026', '2026-11-27T00:00:00Z'],
  ['Answers by 31 February 2026, published 3 March 2026', '2026-03-03T00:00:00Z'],
  // Welsh, as publishers in Wales write it
  ['9 Ionawr 2026', '2026-01-09T00:00:00Z'],
  ['15 Chwefror 2026', '2026-02-15T00:00:00Z'],
  ['1 Mawrth 2026', '2026-03-01T00:00:00Z'],
  ['7 Ebrill 2026', '2026-04-07T00:00:00Z'],
  ['8 Mai 2026', '2026-05-08T00:00:00Z'],
  ['3 Mehefin 2026', '2026-06-03T00:00:00Z'],
  ['5 Gorffennaf 2026', '2026-07-05T00:00:00Z'],
  ['6 Awst 2026', '2026-08-06T00:00:00Z'],
  ['14 Medi 2026', '2026-09-14T00:00:00Z'],
  ['9 Hydref 2026', '2026-10-09T00:00:00Z'],
  ['Dydd Gwener 27 Tachwedd 2026', '2026-11-27T00:00:00Z'],
  ['9fed Mawrth 2026', '2026-03-09T00:00:00Z'],
  ['Cyhoeddwyd: 2 Rhagfyr 2026', '2026-12-02T00:00:00Z'],
])('reads %s', (text, instant) => {
  expect(readDate(text)?.toISOString()).toBe(new Date(instant).toISOString());
});

it.each([
  [
    'Bulletin 12/2026. Published on Friday 27th November 2026; updated 1 December 2026',
    '2026-11-27',
  ],
  ['Updated 01/12/2026 (first published 27/11/2026)', '2026-12-01'],
  ['Answers by 31 February 2026 or 3 March 2026', '2026-03-03'],
  ['Annual report, March 2026, of 2026', null],
])('finds in %j the day %s', (text, day) => {
  expect(findDay(text)).toBe(day);
});

it.each([
  // Days, months and times that cannot be
  '2026-13-01',
  '20261301',
  '2026-11-31',
  '20260230',
  '31 February 2026',
  '30/02/2026',
  '29 February 2026',
  '13/13/2026',
  '99/99/9999',
  '32 January 2026',
  '0 May 2026',
  '00/05/2026',
  '2026-W54-1',
  '2026-366',
  '27 November 2026 25:10',
  'Fri, 27 Nov 2026 09:xx:00 GMT',
  '2026-11-27T09:xx:00Z',
  '27 November 2026 09:75',
  '27 Smarch 2026',
  'D:20261327091500Z',
  // Figures that are something else
  '2025-26',
  '2025/26',
  '12:30',
  '10/10',
  '27 November',
  '0',
  '1234567',
  '01952 380000',
  '020 7946 0018',
  'ISBN 978-1-5286-1234-5',
  'Room 2026',
  'soon',
])('takes %j for no date', (text) => {
  expect(readDate(text)).toBeNull();
});
