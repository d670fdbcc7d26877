import { describe, expect, it } from 'vitest';
import { learnFrom } from '#shared/judging/sift/learn-from.ts';
import { lotOf, orderWaiting } from '#shared/judging/sift/order-waiting.ts';
import { openTermSpace } from '#shared/judging/sift/term-space.ts';
import {
  countTerms,
  openTermTable,
  type SiftText,
  termsOf,
} from '#shared/judging/sift/terms-of.ts';
import { chanceOfAtMost, whenToStop } from '#shared/judging/sift/when-to-stop.ts';
import { whyHere } from '#shared/judging/sift/why-here.ts';

const about = (title: string, rest: Partial<SiftText> = {}): SiftText => ({
  title,
  summary: '',
  headings: [],
  source: '',
  themes: [],
  ...rest,
});

/** Half of them about return home interviews, half about road works, each with words of its own. */
function library(size: number) {
  const table = openTermTable();
  const said = new Map<number, SiftText>();
  for (let id = 1; id <= size; id += 1) {
    const subject =
      id % 2 === 0 ? 'Return home interviews for missing children' : 'Road works and drains';
    said.set(id, about(`${subject} in area${String.fromCharCode(97 + (id % 26))}`));
  }
  const texts = new Map([...said].map(([id, text]) => [id, termsOf(table, text)]));
  return { space: openTermSpace(table, texts), texts, said };
}
const idsTo = (size: number) => Array.from({ length: size }, (_, at) => at + 1);

describe('the order', () => {
  it('puts first what is like what was kept, and last what is like what was set aside', () => {
    const { space } = library(40);
    const decisions = [
      { id: 2, isKept: true },
      { id: 1, isKept: false },
    ];

    const { placed } = orderWaiting({ space, waiting: idsTo(40).slice(2), decisions });

    expect(placed).toHaveLength(38);
    expect(placed.slice(0, 19).every(({ id }) => id % 2 === 0)).toBe(true);
    expect(placed.some(({ isRandom }) => isRandom)).toBe(false);
  });

  it('is the same for the same decisions, whatever was asked in between', () => {
    const decisions = [
      { id: 2, isKept: true },
      { id: 3, isKept: false },
    ];
    const waiting = idsTo(240).slice(3);
    const first = orderWaiting({ ...library(240), waiting, decisions }).placed;

    const { space } = library(240);
    orderWaiting({ space, waiting, decisions: [{ id: 5, isKept: true }] });

    expect(orderWaiting({ space, waiting: waiting.toReversed(), decisions }).placed).toEqual(first);
  });

  it('shows one in ten by lot where more than a hundred wait, marked so, and leaves nothing out', () => {
    const { space } = library(240);
    const waiting = idsTo(240).slice(2);
    const decisions = [
      { id: 2, isKept: true },
      { id: 1, isKept: false },
    ];

    const { placed } = orderWaiting({ space, waiting, decisions });

    const marked = placed.flatMap(({ isRandom }, at) => (isRandom ? [at] : []));
    expect(marked).toEqual(
      Array.from({ length: 24 }, (_, at) => 7 + 10 * at).slice(0, marked.length),
    );
    expect(marked).toHaveLength(24);
    expect(placed.map(({ id }) => id).toSorted((a, b) => a - b)).toEqual(waiting);
    expect(placed[7]?.id).toBe(
      waiting
        .filter((id) => !placed.slice(0, 7).some((one) => one.id === id))
        .toSorted((a, b) => lotOf(a) - lotOf(b))[0],
    );
  });

  it('brings the random one to the top when its turn has come', () => {
    const { space } = library(240);
    const decisions = idsTo(9).map((id) => ({ id, isKept: id % 2 === 0 }));

    const [next] = orderWaiting({ space, waiting: idsTo(240).slice(9), decisions }).placed;

    expect(next?.isRandom).toBe(true);
  });

  it('starts by the words of the plan while nothing was judged', () => {
    const table = openTermTable();
    const texts = new Map([
      [-1, termsOf(table, about('Offer return home interviews within 72 hours'))],
      [1, termsOf(table, about('Drains of the town'))],
      [2, termsOf(table, about('Home interviews after a return'))],
      [3, termsOf(table, about('Bins and kerbs'))],
    ]);
    const space = openTermSpace(table, texts);

    const { placed } = orderWaiting({ space, waiting: [1, 2, 3], decisions: [], wanted: [-1] });

    expect(placed[0]?.id).toBe(2);
  });

  it('learns from what was set aside alone, and from no text at all', () => {
    const { space } = library(40);

    const { placed } = orderWaiting({
      space,
      waiting: [2, 3, 4],
      decisions: [{ id: 1, isKept: false }],
      wanted: [],
    });

    expect(placed.map(({ id }) => id)).toEqual([4, 3, 2]);
    expect(
      orderWaiting({ space: openTermSpace(openTermTable(), new Map()), waiting: [], decisions: [] })
        .placed,
    ).toEqual([]);
  });

  it('says why something is here in words of its own, and how many kept ones have them', () => {
    const { space, texts, said } = library(40);
    const decisions = [
      { id: 2, isKept: true },
      { id: 4, isKept: true },
      { id: 1, isKept: false },
    ];
    const leanings = learnFrom(space, decisions, []);
    const wordsOf = (id: number) => countTerms(said.get(id) as SiftText).said;

    const why = whyHere({ space, leanings, texts, decisions }, 6, wordsOf(6));

    expect(why.likeKept).toBe(2);
    expect(why.words.join(' ')).toMatch(/return home interviews|missing children/);
    expect(whyHere({ space, leanings, texts, decisions }, 3, wordsOf(3)).likeKept).toBe(0);
  });
});

describe('when to stop', () => {
  const verdicts = (kept: number, then: number) => [
    ...Array.from({ length: kept }, () => true),
    ...Array.from({ length: then }, () => false),
  ];

  it('knows the chances of a draw', () => {
    // 1 of 2 white among 5, drawing 2: C(3,2)/C(5,2) for none, and at most one is all but both.
    expect(chanceOfAtMost(0, 2, 5, 2)).toBeCloseTo(0.3, 10);
    expect(chanceOfAtMost(1, 2, 5, 2)).toBeCloseTo(0.9, 10);
    expect(chanceOfAtMost(0, 6, 5, 2)).toBe(0);
  });

  it('says nothing of a small week, and of too few verdicts that they are too few', () => {
    expect(whenToStop(verdicts(3, 10), 80)).toEqual({ state: 'small' });
    expect(whenToStop(verdicts(3, 10), 800)).toEqual({ state: 'too-few' });
    expect(whenToStop(verdicts(0, 300), 800)).toEqual({ state: 'too-few' });
  });

  it('counts down to the moment at which one may stop', () => {
    const first = whenToStop(verdicts(60, 100), 1500);
    if (first.state !== 'more') throw new Error(`it said ${first.state}`);

    expect(whenToStop(verdicts(60, 100 + first.more - 1), 1500 - first.more + 1)).toEqual({
      state: 'more',
      more: 1,
    });
    expect(whenToStop(verdicts(60, 100 + first.more), 1500 - first.more)).toEqual({
      state: 'enough',
    });
  });

  it('begins again when something is found', () => {
    const before = whenToStop(verdicts(60, 300), 1000);
    const after = whenToStop([...verdicts(60, 300), true], 999);

    expect(after.state).toBe('more');
    expect((after as { more: number }).more).toBeGreaterThan((before as { more: number }).more);
  });

  it('keeps its promise even where the order is no better than chance', () => {
    const [size, wanted] = [1000, 50];
    const asked = [...idsTo(8).map((at) => at * 100), ...idsTo(39).map((at) => 800 + at * 5)];
    let [stopped, kept] = [0, 0];
    for (let seed = 1; seed <= 40; seed += 1) {
      const lot = (id: number) => lotOf(id + seed * size);
      const all = idsTo(size)
        .toSorted((a, b) => lot(a) - lot(b))
        .map((id) => id <= wanted);
      const read = asked.find(
        (some) => whenToStop(all.slice(0, some), size - some).state === 'enough',
      );
      if (read === undefined) continue;
      stopped += 1;
      kept += all.slice(0, read).filter(Boolean).length >= 0.95 * wanted ? 1 : 0;
    }

    expect(stopped).toBeGreaterThan(20);
    expect(kept / stopped).toBeGreaterThanOrEqual(0.95);
  });
});
