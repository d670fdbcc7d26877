import { describe, expect, it } from 'vitest';
import { patternOf } from '#shared/checks/blaming/phrase.ts';
import { indexPhrases } from '#shared/checks/blaming/phrase-index.ts';
import { blamingRows } from '#shared/checks/blaming/phrases.ts';
import { guides, reasons } from '#shared/checks/blaming/reasons.ts';
import { checkWording } from '#shared/checks/check-wording.ts';
import { compare, ownSentences, readSentences } from '../bench/checks.ts';

const found = (text: string) =>
  checkWording([{ text }]).map(({ kind, words, better }) => [kind, words, better]);
const kinds = (text: string) => checkWording([{ text }]).map(({ kind }) => kind);

/** A text with the better wording where the words at fault stood. */
function reworded(text: string): string {
  const [first] = checkWording([{ text }]);
  return first?.better ? text.slice(0, first.start) + first.better + text.slice(first.end) : text;
}

describe('language that blames or labels children', () => {
  it.each([
    ['Two girls absconded from the home.', 'Two girls went missing from the home.'],
    [
      'The boy keeps his phone off when absconding.',
      'The boy keeps his phone off when going missing.',
    ],
    ['Absconding was said to be his habit.', 'Going missing was said to be his habit.'],
    ['She was putting herself at risk.', 'She was being put at risk by others.'],
    [
      'The report speaks of child pornography.',
      'The report speaks of child sexual abuse material.',
    ],
  ])('reads well with the better wording: %s', (text, better) => {
    expect(reworded(text)).toBe(better);
  });

  it('is found beside one form of a verb as beside another', () => {
    const forms = ['puts', 'put', 'putting', 'places', 'placed', 'placing'];
    for (const form of forms) {
      expect(kinds(`In town the girl ${form} herself in danger.`)).toEqual(['blaming']);
    }
  });

  it.each([
    'The council failed to engage with schools.',
    'A hard-to-reach gutter at the children’s home was mended.',
    'No child chooses to be exploited.',
    'The boy was coerced into carrying drugs.',
    'Write “went missing” instead of “absconded”.',
    'The word “promiscuous” should never be used of a child.',
  ])('is not seen where nobody is blamed: %s', (text) => {
    expect(found(text)).toEqual([]);
  });

  it('is marked in other people’s words, and never altered', () => {
    const [quoted] = checkWording([{ text: 'The file called her “promiscuous”.' }]);
    const [whole] = checkWording([{ text: 'She was promiscuous.', isQuotation: true }]);
    expect([quoted, whole].map((one) => [one?.isQuoted, one?.better])).toEqual([
      [true, null],
      [true, null],
    ]);
  });

  it('has at least sixty phrases, each kind with a reason and a published guide', () => {
    expect(blamingRows.flatMap(({ phrases }) => phrases).length).toBeGreaterThan(60);
    for (const { why } of blamingRows) {
      expect(reasons[why].text).toMatch(/\.$/);
      expect(guides[reasons[why].guide]).toMatch(/\d{4}|University|Board/);
    }
  });

  it('is found by the index wherever it is found by trying every phrase', () => {
    const placesIn = indexPhrases(blamingRows);
    const texts = readSentences(ownSentences)
      .filter((_, at) => at % 80 === 0)
      .map(({ text }) => text);
    const isTold = (words: string) => !/\b(?:not|never|hardly)\b|n['’]t\b/i.test(words);
    const tried = blamingRows.flatMap(({ phrases }) =>
      phrases.map((phrase) => patternOf([phrase])),
    );
    for (const text of texts) {
      const starts = new Set(placesIn(text).map(({ start }) => start));
      const missing = tried.flatMap((pattern) =>
        Array.from(text.matchAll(pattern)).filter(
          ({ 0: words, index }) => isTold(words) && !starts.has(index),
        ),
      );
      expect(missing.map(([words]) => words)).toEqual([]);
    }
  });
});

describe('signs of identifying detail', () => {
  it.each([
    'Kayleigh, 14, was seen there.',
    'We spoke to J.S. (15) at length.',
    'Tyler attends Wexcombe Academy.',
    'Aisha was found in Luton.',
    'Her date of birth is 3 March 2011.',
    'See crime number 42/12345/26.',
    'NHS number 943 476 5919 is on the form.',
    'They live at LU1 3XY.',
    'The family moved to 14 Larkspur Close.',
  ])('are seen: %s', (text) => {
    expect(kinds(text)).toEqual(['identifying']);
  });

  it.each([
    'Dr Sarah Ahmed spoke on 3 March 2026.',
    'Child K was 14 when the review began.',
    'Children aged 13 to 15 were asked in Bedford.',
    'Paper HC 1089 was laid on 4 July 2026.',
    'The LU1 district had 14 referrals.',
    'Ofsted inspected on 12 May 2026.',
  ])('are not seen in what names nobody: %s', (text) => {
    expect(kinds(text)).not.toContain('identifying');
  });
});

describe('abbreviations', () => {
  const spellOut = (abbreviation: string) =>
    abbreviation === 'RHI' ? 'return home interview' : null;

  it('are found where a document never spells them out, with what the vocabulary knows', () => {
    const [rhi] = checkWording([{ text: 'An RHI within three days.' }], spellOut);
    expect([rhi?.kind, rhi?.words, rhi?.better]).toEqual([
      'abbreviation',
      'RHI',
      'return home interview (RHI)',
    ]);
  });

  it('are spelt out anywhere in the document, before or after', () => {
    const texts = [
      { text: 'The MACE panel met.' },
      { text: 'The multi-agency child exploitation panel (MACE) has a new chair.' },
      { text: 'DSLs (designated safeguarding leads) were told.' },
    ];
    expect(checkWording(texts)).toEqual([]);
  });

  it('are not seen in what everybody knows, in numbers of papers, nor in capitals for emphasis', () => {
    expect(kinds('The NHS and the BBC read HC 1089 in the UK.')).toEqual([]);
    expect(kinds('PLEASE READ THIS BEFORE THE MEETING')).toEqual([]);
  });
});

describe('sentences from five voices that were written before the rules', () => {
  const results = readSentences(ownSentences).map((sentence) => compare(sentence));

  it('never has a quotation altered', () => {
    expect(results.flatMap(({ altered }) => altered)).toEqual([]);
  });

  it('finds words where they stand', () => {
    for (const [at, { text }] of readSentences(ownSentences).entries()) {
      for (const { start, end, words } of results[at]?.found ?? []) {
        expect(text.slice(start, end)).toBe(words);
      }
    }
  });
});
