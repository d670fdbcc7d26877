import fc from 'fast-check';
import { expect, it } from 'vitest';
import { loadContent } from '#demo/publisher/load-content.ts';
import { distanceBetween, fingerprintOf, probablySame } from '#shared/text/fingerprint.ts';

const texts = loadContent()
  .map(({ body }) => body.replace(/<[^>]*>/g, ' '))
  .filter((text) => text.length > 800);

it('hardly changes when a few words do', () => {
  for (const text of texts) {
    const edited = text.replace(/\bchildren\b/, 'young people');

    expect(distanceBetween(fingerprintOf(text), fingerprintOf(edited))).toBeLessThanOrEqual(
      probablySame,
    );
  }
});

it('tells different publications apart', () => {
  const prints = texts.map(fingerprintOf);
  const distances = prints.flatMap((one, at) =>
    prints.slice(at + 1).map((other) => distanceBetween(one, other)),
  );

  expect(Math.min(...distances)).toBeGreaterThan(probablySame);
});

it('is 16 hexadecimal digits of any text, and the same for the same words', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(fingerprintOf(text)).toMatch(/^[0-9a-f]{16}$/);
      expect(fingerprintOf(text.toUpperCase())).toBe(
        fingerprintOf(text.toUpperCase().toLowerCase()),
      );
    }),
  );
});
