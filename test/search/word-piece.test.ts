import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { wordPieces, wordsToCut } from '#shared/search/embedding/word-piece.ts';

const words = readFileSync('src/shared/search/embedding/minilm/vocabulary.txt', 'utf8')
  .trimEnd()
  .split('\n');
const pieces = wordPieces(words);
const cut = (text: string, most = 256) => pieces.idsOf(text, most).map((id) => words[id]);
const inner = (text: string) => cut(text).slice(1, -1).join(' ');

describe('the pieces of words that the model knows', () => {
  it.each([
    ['Safeguarding boards', 'safeguard ##ing boards'],
    ['county lines', 'county lines'],
    ['cuckooing', 'cuckoo ##ing'],
    ['Café Déjà vu, naïve', 'cafe de ##ja vu , naive'],
    ['e\u0301tat', 'etat'],
    ['don’t “quote”', 'don ’ t “ quote ”'],
    ['£5.50 + $3 <x>', '£5 . 50 + $ 3 < x >'],
    ['東京 and 北京市', '東 京 and 北 京 [UNK]'],
    ['zero\u200bwidth soft\u00adhyphen', 'zero ##wi ##dt ##h soft ##hy ##ph ##en'],
    ['tab\there\nnew\u00a0line', 'tab here new line'],
    ['emoji 😀 here', 'em ##oj ##i [UNK] here'],
    ['', ''],
    [' \u0000 \ufffd ', ''],
  ])('%j are %j', (text, expected) => {
    expect(inner(text)).toBe(expected);
  });

  it('stand between the marks of a beginning and an end', () => {
    expect(pieces.idsOf('taxi', 256)).toEqual([101, words.indexOf('taxi'), 102]);
    expect(cut('taxi')).toEqual(['[CLS]', 'taxi', '[SEP]']);
  });

  it('take marks that somebody wrote for signs and words', () => {
    expect(inner('[SEP] [CLS]')).toBe('[ sep ] [ cl ##s ]');
  });

  it('are one unknown word where a piece is missing, or it is longer than a hundred letters', () => {
    expect(inner(`${'a'.repeat(101)} b`)).toBe('[UNK] b');
    expect(inner('taxi😀 b')).toBe('[UNK] b');
  });

  it('are 256 at most, the marks counted, and the last is the end', () => {
    const ids = pieces.idsOf('taxi '.repeat(1000), 256);

    expect(ids).toHaveLength(256);
    expect(words[ids.at(-1) ?? 0]).toBe('[SEP]');
    expect(pieces.idsOf('safeguarding', 2)).toEqual([101, 102]);
  });

  it('leave the sigma at the end of a word as every other', () => {
    expect([...wordsToCut('ΣΑΣ')]).toEqual(['σασ']);
  });

  it('need the marks in their vocabulary', () => {
    expect(() => wordPieces(['[UNK]', '[CLS]'])).toThrow('The vocabulary lacks [SEP].');
  });
});
