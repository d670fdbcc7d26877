import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeFile } from '#shared/text/files/decode-file.ts';

/** How each sign above ASCII is written in one byte; code page 850 is written out, no decoder knows it. */
const bytesIn = {
  'Windows-1252': new Map(
    Array.from({ length: 128 }, (_, at) => [
      new TextDecoder('windows-1252').decode(Uint8Array.of(at + 128)),
      at + 128,
    ]),
  ),
  'Mac Roman': new Map(
    Array.from({ length: 128 }, (_, at) => [
      new TextDecoder('macintosh').decode(Uint8Array.of(at + 128)),
      at + 128,
    ]),
  ),
  'MS-DOS': new Map<string, number>([
    ['é', 0x82],
    ['â', 0x83],
    ['ä', 0x84],
    ['ê', 0x88],
    ['ë', 0x89],
    ['ï', 0x8b],
    ['É', 0x90],
    ['ô', 0x93],
    ['ö', 0x94],
    ['ü', 0x81],
    ['ú', 0xa3],
    ['ó', 0xa2],
    ['ñ', 0xa4],
    ['£', 0x9c],
  ]),
};
type Page = keyof typeof bytesIn;

const written = (text: string, page: Page) =>
  Uint8Array.from(text, (sign) => {
    const byte = sign < '\x80' ? sign.charCodeAt(0) : bytesIn[page].get(sign);
    if (byte === undefined) throw new Error(`${page} cannot write ${sign}`);
    return byte;
  });

const sentences = [
  'The board’s review',
  '“Return interviews” cost £40',
  'Siân’s café group met – twice',
  'It was “not known” whether Zoë’s family, or Chloë’s, was asked…',
  'Renée Müller and José Peña: naïve, coöperate, rôle, fête',
  'Children’s services — police — health',
  'A fee of £1,250 and a fine of £300',
  '• Ask the child\n• Tell the school',
  'Élan House, Café Ó Súilleabháin',
  'SIÂN’S GROUP',
  'The children’s view: ‘nobody asked’',
  '“‘Nobody asked,’ he said.”',
  '30 June – 4 July: £20',
  'Boards’ duties',
  'Parents’ group, “Ein llais” – Tŷ’n-y-coed'.replace('ŷ', 'y'),
  'Françoise’s façade; Åsa Ångström; Łódź'.replace('Łódź', 'Lodz'),
];

describe('a file that a spreadsheet saved', () => {
  it.each(sentences)('is read in Windows-1252 and Mac Roman: %s', (sentence) => {
    expect(decodeFile(written(sentence, 'Windows-1252'))).toBe(sentence);
    expect(decodeFile(written(sentence, 'Mac Roman'))).toBe(sentence);
  });

  it.each(['Fee £40, café', 'Siân and Zoë', 'Renée Müller: £300', 'José Peña, Élan House'])(
    'is read as MS-DOS writes it: %s',
    (sentence) => {
      expect(decodeFile(written(sentence, 'MS-DOS'))).toBe(sentence);
    },
  );

  it('is read in UTF-8 and UTF-16, with and without a mark', () => {
    const text = 'ref,recommendation\r\n1,The board’s review – £40\r\n';
    const wide = new Uint8Array(Buffer.from(text, 'utf16le'));
    const big = new Uint8Array(Buffer.from(text, 'utf16le').swap16());

    for (const bytes of [
      new TextEncoder().encode(text),
      new TextEncoder().encode(`\ufeff${text}`),
      wide,
      Uint8Array.of(0xff, 0xfe, ...wide),
      big,
      Uint8Array.of(0xfe, 0xff, ...big),
    ])
      expect(decodeFile(bytes)).toBe(text);
  });

  it('keeps the rest of UTF-8 that was cut off inside a sign, or has lines of another file', () => {
    const utf8 = new TextEncoder().encode('The board’s review – £40 for Siân, the partners’');

    expect(decodeFile(utf8.subarray(0, -1))).toMatch(/^The board’s review – £40 for Siân, /);
    expect(decodeFile(Uint8Array.of(...utf8, ...written('\nThe school’s', 'Windows-1252')))).toBe(
      'The board’s review – £40 for Siân, the partners’\nThe school’s',
    );
  });

  it('never has a sign that stands for a lost one, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 300 }), (given) => {
        // A byte order mark promises an encoding: what breaks the promise is lost.
        const bytes = Uint8Array.of(0x61, ...given.filter((byte) => byte !== 0));
        expect(decodeFile(bytes)).not.toContain('\ufffd');
      }),
    );
  });
});
