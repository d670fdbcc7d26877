import { describe, expect, it } from 'vitest';
import { readListedItems } from '#shared/sources/missed/list-lines.ts';

const read = (text: string) =>
  readListedItems(text).items.map(({ title, url, publishedOn }) => [title, url, publishedOn]);

describe('a list as people paste it', () => {
  it('is read line by line, with bullets, numbers and letters', () => {
    expect(
      read(`
• Licensed to notice: taxis https://a.example/taxis
- Rooms and routines. https://b.example/rooms.
3. Return home interviews in Northmere (https://c.example/rhi)
(b) Online harm: a review – www.d.example/online
`),
    ).toEqual([
      ['Licensed to notice: taxis', 'https://a.example/taxis', null],
      ['Rooms and routines.', 'https://b.example/rooms', null],
      ['Return home interviews in Northmere', 'https://c.example/rhi', null],
      ['Online harm: a review', 'https://www.d.example/online', null],
    ]);
  });

  it('takes an address below a title for its own, and leaves a title without one alone', () => {
    expect(
      read(`Hidden in transit
https://a.example/hidden

A report that nobody linked
Another with its link:
https://a.example/another`),
    ).toEqual([
      ['Hidden in transit', 'https://a.example/hidden', null],
      ['A report that nobody linked', null, null],
      ['Another with its link', 'https://a.example/another', null],
    ]);
  });

  it('reads the day at the end of a line, and Markdown, and brackets within an address', () => {
    expect(
      read(`County lines: what we know, 12 March 2026
[A panel's audit](https://a.example/audit_(final).pdf) and [another](https://a.example/b)
Bulletin (03/04/2026) https://a.example/x`),
    ).toEqual([
      ['County lines: what we know', null, '2026-03-12'],
      ["A panel's audit", 'https://a.example/audit_(final).pdf', null],
      ['another', 'https://a.example/b', null],
      ['Bulletin', 'https://a.example/x', '2026-04-03'],
    ]);
  });

  it('reads a table by its headings, whatever separates its cells', () => {
    const { items } = readListedItems(
      'Title;Organisation;Date;Link\nOne thing; Marlby ;01/02/2026;www.a.example/1\n;;;\nTwo things;;;',
    );
    expect(items).toEqual([
      {
        title: 'One thing',
        publisher: 'Marlby',
        publishedOn: '2026-02-01',
        url: 'https://www.a.example/1',
      },
      { title: 'Two things', publisher: null, publishedOn: null, url: null },
    ]);
  });

  it('takes each thing once, and says how many it left', () => {
    const lines = Array.from({ length: 503 }, (_, at) => `A thing that is number ${at}`);
    const { items, left } = readListedItems(`${lines.join('\n')}\n${lines[0]}`);

    expect([items.length, left]).toEqual([500, 3]);
  });
});
