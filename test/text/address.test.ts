import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalAddress, isWebAddress } from '#shared/text/address.ts';

describe('a canonical address', () => {
  it.each([
    ['http://www.Example.org:80/a/', 'https://example.org/a'],
    ['https://example.org/a/index.html', 'https://example.org/a'],
    ['https://example.org/a?utm_source=x&b=2&a=1&fbclid=9', 'https://example.org/a?a=1&b=2'],
    ['https://example.org/a#part', 'https://example.org/a'],
    ['https://example.org/#!/a', 'https://example.org/#!/a'],
    ['https://example.org', 'https://example.org/'],
    ['https://www.gov.uk/government/publications/x', 'https://gov.uk/government/publications/x'],
    ['upload:abc', 'upload:abc'],
  ])('of %s is %s', (given, wanted) => {
    expect(canonicalAddress(given)).toBe(wanted);
  });

  it('is its own canonical address, whatever is given', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.webUrl({ withQueryParameters: true, withFragments: true }), fc.string()),
        (given) => {
          const once = canonicalAddress(given);
          expect(canonicalAddress(once)).toBe(once);
        },
      ),
    );
  });

  it('does not depend on the order of parameters', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(fc.stringMatching(/^[a-z]{1,5}$/), fc.stringMatching(/^\w{0,5}$/))),
        (pairs) => {
          const address = (list: [string, string][]) =>
            canonicalAddress(`https://example.org/?${new URLSearchParams(list)}`);
          expect(address(pairs)).toBe(address([...pairs].reverse()));
        },
      ),
    );
  });
});

it('tells web addresses from other text', () => {
  expect(['https://a.org', ' http://a.org/b '].every(isWebAddress)).toBe(true);
  expect(['', 'a.org', 'ftp://a.org', 'javascript:alert(1)'].some(isWebAddress)).toBe(false);
});
