import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { alignUnits } from '#shared/text/quotation/align-units.ts';
import { type Finding, findAgain } from '#shared/text/quotation/find-again.ts';
import { extractOf, findPlace, type Quotation } from '#shared/text/quotation/find-place.ts';
import { readText, type TextPage } from '#shared/text/quotation/read-text.ts';
import { judgeAll } from '../bench/anchors.ts';
import { asPages, numbersFrom, sentence } from '../bench/long-document.ts';

const onePage = (text: string): TextPage[] => [{ number: null, text, document: 0 }];

function fateOf(was: TextPage[], now: TextPage[], quotation: Partial<Quotation>): Finding {
  const given = { quote: '', before: '', after: '', ...quotation };
  const before = readText(was);
  return findAgain(alignUnits(before, readText(now)), findPlace(before, given));
}

const fate = (was: string, now: string, quote: string) =>
  fateOf(onePage(was), onePage(now), { quote });

const first =
  'The board met in May. Social workers should see every child alone. Records were kept.';

describe('what is no change', () => {
  it.each([
    [
      'case',
      'The board met in May. social workers should see every Child alone. Records were kept.',
    ],
    [
      'white space',
      'The board met\nin May.  Social workers should\n see every child alone. Records were kept.',
    ],
    [
      'a paragraph of its own',
      'The board met in May.\n\nSocial workers should see every child alone.\n\nRecords were kept.',
    ],
    [
      'the mark of a list',
      'The board met in May.\n\n- Social workers should see every child alone.\n\n• Records were kept.',
    ],
    [
      'the mark of a quotation',
      'The board met in May.\n\n> Social workers should see every child alone.\n\nRecords were kept.',
    ],
  ])('%s', (_, now) => {
    expect(fate(first, now, 'Social workers should see every child alone.')).toMatchObject({
      kind: 'unchanged',
    });
  });

  it('is another kind of dash or quotation mark, a soft hyphen or a ligature', () => {
    const was = "The board's ‘return-home’ interviews — all of them — were oﬀered.";
    const now = 'The board’s "return‑home" inter\u00adviews – all of them – were offered.';

    expect(fate(was, now, was)).toMatchObject({ kind: 'unchanged' });
  });
});

describe('what is a change', () => {
  it.each([
    ['a comma', 'Social workers, should see every child alone.'],
    ['a hyphen', 'Social-workers should see every child alone.'],
    ['a bracket', 'Social workers should see every child (alone).'],
    ['a word', 'Social workers should see every child.'],
    ['a sentence that goes on', 'Social workers should see every child alone and within a day.'],
  ])('%s', (_, sentence) => {
    const now = `The board met in May. ${sentence} Records were kept.`;

    const finding = fate(first, now, 'Social workers should see every child alone.');

    expect(finding).toMatchObject({ kind: 'edited', place: { words: sentence } });
  });

  it('is told by its words', () => {
    const was =
      'All return home interviews should be offered within 72 hours of a child being found.';
    const now = 'All return home interviews must be offered within 3 days of a child being found.';

    const finding = fate(`Before. ${was} After.`, `Before. ${now} After.`, was);

    expect(finding).toMatchObject({
      kind: 'edited',
      changes: [
        { kind: 'same', words: 'All return home interviews' },
        { kind: 'removed', words: 'should' },
        { kind: 'added', words: 'must' },
        { kind: 'same', words: 'be offered within' },
        { kind: 'removed', words: '72 hours' },
        { kind: 'added', words: '3 days' },
        { kind: 'same', words: 'of a child being found.' },
      ],
    });
  });

  it('is shown of a part of a sentence by that part', () => {
    const was =
      'In every area, the police should tell the local authority within one day, by telephone or in writing.';
    const now =
      'In every area, the police must tell the local authority at once, by telephone or in writing.';

    const finding = fate(was, now, 'should tell the local authority within one day');

    expect(finding).toMatchObject({
      kind: 'edited',
      place: { words: 'must tell the local authority at once' },
    });
  });
});

describe('a place', () => {
  it('is not chosen between two that are equal', () => {
    const block = 'Heading. The same words stand here. Footing.';

    const finding = fate(
      'Heading. The same words stand here. Footing.',
      `${block} ${block}`,
      'The same words stand here.',
    );

    expect(finding).toEqual({ kind: 'cannot-tell' });
  });

  it('is the one of several that stands among the same words', () => {
    const was =
      'On hotels. Tell the police at once. Keep a record. On taxis. Tell the police at once. Call the council.';
    const now = `New words come first. ${was}`;

    const finding = fateOf(onePage(was), onePage(now), {
      quote: 'Tell the police at once.',
      before: 'On taxis.',
      after: 'Call the council.',
    });

    expect(finding).toMatchObject({ kind: 'unchanged', place: { start: now.lastIndexOf('Tell') } });
  });

  it('is not the other of two of which ours was deleted', () => {
    const was =
      'On hotels. Tell the police at once. Keep a record. On taxis. Tell the police at once. Call the council.';
    const now = 'On hotels. Tell the police at once. Keep a record. On taxis. Call the council.';

    const finding = fateOf(onePage(was), onePage(now), {
      quote: 'Tell the police at once.',
      before: 'On taxis.',
      after: 'Call the council.',
    });

    expect(finding).toEqual({ kind: 'gone' });
  });

  it('follows a sentence over the end of a page, and to another page', () => {
    const was: TextPage[] = [
      { number: 47, text: 'Findings.\n\nWe found that partners', document: 0 },
      { number: 48, text: 'did not share what they knew. More text follows here.', document: 0 },
    ];
    const now: TextPage[] = [
      {
        number: 50,
        text: 'Findings.\n\nWe found that partners did not share what they knew.',
        document: 0,
      },
      { number: 51, text: 'More text follows here.', document: 0 },
    ];

    const finding = fateOf(was, now, {
      quote: 'We found that partners did not share what they knew.',
    });

    expect(finding).toMatchObject({ kind: 'moved', place: { page: 50 } });
  });

  it('does not take a hyphen at the end of a line for a change, in a file with pages', () => {
    const was: TextPage[] = [
      { number: 1, text: 'An evidence-based approach was taken by all.', document: 0 },
    ];
    const now: TextPage[] = [
      { number: 1, text: 'An evidencebased approach was taken by all.', document: 0 },
    ];

    expect(
      fateOf(was, now, { quote: 'An evidence-based approach was taken by all.' }),
    ).toMatchObject({
      kind: 'unchanged',
    });
  });

  it('of words that never stood in the text is told of nobody', () => {
    expect(fate(first, first, 'Words from elsewhere entirely.')).toEqual({ kind: 'cannot-tell' });
  });

  it('is found by what stood around alone, where the rest of the first state is not known', () => {
    const quotation = {
      quote: 'Social workers should see every child alone.',
      before: 'The board met in May.',
      after: 'Records were kept.',
    };
    const extract = extractOf(quotation);
    const now =
      'New. The board met in May. Social workers must see every child alone. Records were kept.';

    const finding = findAgain(
      alignUnits(extract, readText(onePage(now))),
      findPlace(extract, quotation),
    );

    expect(finding).toMatchObject({
      kind: 'edited',
      place: { words: 'Social workers must see every child alone.' },
    });
  });
});

/** Documents of 120 sentences, made by chance from a number. */
describe.each([1, 2, 3, 4, 5, 6, 7, 8])('a document made by chance (%i)', (seed) => {
  const next = numbersFrom(seed * 7919);
  const old = Array.from({ length: 120 }, () => sentence(next));
  const quotationAt = (at: number): Quotation => ({
    quote: old[at] ?? '',
    before: old[at - 1] ?? '',
    after: old[at + 1] ?? '',
  });
  const chosen = Array.from({ length: 12 }, () => 1 + next(118));
  const fateAt = (now: string[], at: number, perPage = 25) =>
    fateOf(asPages(old, 25), asPages(now, perPage), quotationAt(at));

  it('has each quotation where it was, on whatever page it now is', () => {
    for (const at of chosen) {
      const finding = fateAt(old, at, 11);

      expect(finding).toMatchObject({
        kind: Math.floor(at / 25) === Math.floor(at / 11) ? 'unchanged' : 'moved',
        place: { page: 1 + Math.floor(at / 11), words: old[at] },
      });
    }
  });

  it('has a sentence that was moved at its new place', () => {
    for (const at of chosen) {
      const without = old.toSpliced(at, 1);
      const to = (at + 60) % without.length;

      const finding = fateAt(without.toSpliced(to, 0, old[at] ?? ''), at);

      expect(finding).toMatchObject({ kind: 'moved', place: { words: old[at] } });
    }
  });

  it('has an edited sentence, whatever else was put in and taken out around it', () => {
    for (const at of chosen) {
      const words = (old[at] ?? '').split(' ');
      const edited = words.toSpliced(2 + next(words.length - 4), 1, 'elsewhere').join(' ');
      const now = old.map((text, place) => (place === at ? edited : text));
      now.splice((at + 30) % now.length, 5, sentence(next), sentence(next));

      expect(fateAt(now, at)).toMatchObject({ kind: 'edited', place: { words: edited } });
    }
  });

  it('says of a deleted sentence that it is gone', () => {
    for (const at of chosen) expect(fateAt(old.toSpliced(at, 1), at)).toEqual({ kind: 'gone' });
  });

  it('says of a doubled sentence nothing wrong', () => {
    for (const at of chosen) {
      const now = old.toSpliced((at + 50) % old.length, 0, old[at] ?? '');

      expect(fateAt(now, at)).toMatchObject({
        place: { before: expect.stringContaining((old[at - 1] ?? '').slice(-20)) },
      });
    }
  });

  it('never tells another sentence for one that a scanner has misread', () => {
    const misread = (text: string) =>
      text.replaceAll('m', 'rn').replaceAll('li', 'h').replace('o', '0');
    const was = readText(asPages(old, 25));
    const alignment = alignUnits(was, readText(asPages(old.map(misread), 25)));
    for (const at of chosen) {
      const finding = findAgain(alignment, findPlace(was, quotationAt(at)));

      const told = 'place' in finding ? finding.place.words : misread(old[at] ?? '');
      expect(told).toBe(misread(old[at] ?? ''));
    }
  });
});

const corpus = '../shared/corpora/anchors/pairs.json.gz';

it.skipIf(!existsSync(corpus))(
  'says nothing wrong of the quotations of ../shared/corpora/anchors, and misses few',
  () => {
    const { documents, cases } = JSON.parse(gunzipSync(readFileSync(corpus)).toString());

    const judged = judgeAll(documents, cases);

    expect(judged.filter(({ verdict }) => verdict === 'wrong')).toEqual([]);
    expect(judged.filter(({ verdict }) => verdict === 'miss').length).toBeLessThan(5);
  },
);
