import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode } from '#shared/text/decode.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);

/** Text as UTF-16 with its byte order mark. */
function utf16(text: string, isBig: boolean): Uint8Array {
  const bytes = new Uint8Array(2 + text.length * 2);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, 0xfeff, !isBig);
  for (let at = 0; at < text.length; at += 1) {
    view.setUint16(2 + at * 2, text.charCodeAt(at), !isBig);
  }
  return bytes;
}

/** What Windows-1252 can write above ASCII, and the bytes of it. */
const high = Array.from({ length: 96 }, (_, at) => 0xa0 + at);
const windows = fc
  .array(fc.oneof(fc.integer({ min: 0x20, max: 0x7e }), fc.constantFrom(...high)), { minLength: 1 })
  .map((codes) => Uint8Array.from(codes));

describe('decoding', () => {
  it('gives back any text written in UTF-8, with and without a mark or a declaration', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(decode(utf8(text))).toBe(text);
        expect(decode(utf8(`\ufeff${text}`))).toBe(text);
        const declared = `<?xml version="1.0" encoding="utf-8"?>${text}`;
        expect(decode(utf8(declared))).toBe(declared);
        expect(decode(utf8(text), 'utf-8')).toBe(text);
      }),
    );
  });

  it('gives back any text written in UTF-16 with its mark, whatever the header says', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.boolean(), (text, isBig) => {
        expect(decode(utf16(text, isBig), 'iso-8859-1')).toBe(text);
      }),
    );
  });

  it('believes the header when the bytes agree', () => {
    fc.assert(
      fc.property(windows, (bytes) => {
        const wanted = new TextDecoder('windows-1252').decode(bytes);
        expect(decode(bytes, 'windows-1252')).toBe(wanted);
      }),
    );
  });

  it('prefers what is really UTF-8 to a declaration that would garble it', () => {
    expect(decode(utf8('<meta charset="us-ascii">Zoë – “x”'), 'no-such-charset')).toContain('Zoë');
  });

  it('never throws and never gives back nothing for something', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 2000 }),
        fc.option(fc.string()),
        (bytes, charset) => {
          expect(typeof decode(bytes, charset)).toBe('string');
        },
      ),
    );
  });
});
