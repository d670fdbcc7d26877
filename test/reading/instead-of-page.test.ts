import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { refuseInstead } from '#worker/obtaining/refuse-instead.ts';
import { readDocument } from '#worker/reading/document/read-document.ts';

const read = (body: string, title = '') =>
  readDocument(
    new TextEncoder().encode(
      `<!doctype html><html><head><title>${title}</title></head><body>${body}</body></html>`,
    ),
    { url: 'https://marlby.example/reviews/1', mediaType: 'text/html' },
  );

const kindOf = async (body: string, title?: string) =>
  (await read(body, title)).instead?.kind ?? null;

const words = 'Practitioners heard what children said about the places where they are harmed. ';

describe('a page that is no publication', () => {
  it.each([
    [
      'block',
      '<h1>Access Denied</h1><p>You don’t have permission to access "/x" on this server. Reference #18.4f</p>',
      'Access Denied',
    ],
    [
      'block',
      '<div>Checking your browser before accessing marlby.example. This process is automatic.</div>',
      'Just a moment...',
    ],
    [
      'block',
      '<h1>One more step</h1><p>Please complete the security check to access marlby.example</p>',
      'Attention Required! | Cloudflare',
    ],
    ['block', '<p>Verify you are human by completing the action below.</p>', 'marlby.example'],
    [
      'script',
      '<noscript>You need to enable JavaScript to run this app.</noscript><div id="root"></div>',
      'Reviews',
    ],
    ['script', '<div>Loading … Please enable JavaScript to view this page.</div>', 'Reviews'],
    [
      'sign-in',
      '<main><h1>Sign in</h1><form><input type="email"><input type="password"></form></main>',
      'Sign in - Marlby',
    ],
    ['sign-in', '<main><p>Please log in to view this content.</p></main>', 'Review of hotels'],
    [
      'consent',
      `<h1>Before you continue to Marlby</h1><p>We use cookies and data to deliver services.</p><button>Accept all</button><button>Reject all</button>`,
      'Before you continue',
    ],
    [
      'consent',
      '<p>To read this page you must accept our cookies.</p><button>Accept</button>',
      'Review of hotels',
    ],
    [
      'missing',
      '<h1>Page not found</h1><p>If you typed the address, check that it is right.</p>',
      'Page not found – Marlby',
    ],
    ['missing', '<h1>Sorry, we can’t find that page</h1>', 'Marlby'],
  ])('is told by what it says: %s', async (kind, body, title) => {
    expect(await kindOf(body, title)).toBe(kind);
  });

  it.each([
    [
      'Consent: what the law says',
      `<article><h1>Consent: what the law says</h1><p>${words.repeat(5)}Consent to sex is agreeing by choice.</p></article>`,
    ],
    [
      'Access denied: young people shut out of therapy',
      `<article><h1>Access denied: young people shut out of therapy</h1><p>${words.repeat(3)}</p></article>`,
    ],
    [
      'Cookies and children’s data: new guidance',
      `<article><h1>Cookies and children’s data: new guidance</h1><p>Sites must ask before you accept cookies. ${words.repeat(8)}</p><button>Accept cookies</button></article>`,
    ],
    [
      'Sign in problems at the member portal',
      `<article><h1>Sign in problems at the member portal</h1><p>${words.repeat(4)}</p><form><input type="password"></form></article>`,
    ],
    [
      'Missing children: not found in time',
      `<article><h1>Missing children: not found in time</h1><p>${words.repeat(4)}</p></article>`,
    ],
    [
      'A review',
      `<article><h1>A review</h1><p>${words.repeat(10)}</p><p>Please enable JavaScript to view the comments.</p></article>`,
    ],
    [
      'How parents log in',
      `<article><h1>How parents log in</h1><p>${words.repeat(8)} Parents must log in to view the record.</p></article>`,
    ],
  ])('is not a publication about such things: %s', async (title, body) => {
    expect(await kindOf(body, title)).toBeNull();
  });

  const corpora = ['html-aeb', 'html-postlight', 'html-readability', 'html-trafilatura'].map(
    (name) => `../shared/corpora/${name}/files`,
  );
  it.skipIf(!corpora.every(existsSync))(
    'is none of the real articles',
    { timeout: 240_000 },
    async () => {
      const pages = corpora.flatMap((folder) =>
        readdirSync(folder, { recursive: true, encoding: 'utf8' })
          .filter((name) => /\.html?\.gz$/.test(name))
          .map((name) => `${folder}/${name}`),
      );
      const walls: string[] = [];
      for (const file of pages) {
        const origin = { url: 'https://marlby.example/a/b', mediaType: 'text/html' };
        if ((await readDocument(gunzipSync(readFileSync(file)), origin)).instead) walls.push(file);
      }
      expect(pages.length).toBeGreaterThan(200);
      expect(walls).toEqual([]);
    },
  );
});

describe('an answer from elsewhere', () => {
  const refuse = async (url: string, finalUrl: string, title = 'Review of hotels') => {
    const reading = await read(
      `<article><h1>Marlby</h1><p>${words.repeat(5)}</p></article>`,
      'Marlby',
    );
    refuseInstead({ title, url, finalUrl, status: 200 }, reading);
  };

  it.each([
    ['https://marlby.example/r/1', 'https://www.marlby.example/', 'front page'],
    ['https://marlby.example/r/1', 'https://marlby.example/en/', 'front page'],
    ['https://old.marlby.co.uk/r/1', 'https://www.marlby.co.uk/index.html', 'front page'],
    ['https://marlby.example/r/1', 'https://marlby.example/?from=/r/1', 'front page'],
    ['https://marlby.example/r/1', 'https://marlby.example/account/login?next=%2Fr%2F1', 'sign-in'],
    [
      'https://marlby.example/r/1',
      'https://login.microsoftonline.com/x/oauth2/authorize',
      'sign-in',
    ],
    ['https://marlby.example/r/1', 'https://consent.marlby.example/collect', 'consent'],
  ])('%s → %s is refused: %s', async (url, finalUrl, reason) => {
    await expect(refuse(url, finalUrl)).rejects.toThrow(reason);
  });

  it.each([
    ['https://marlby.example/', 'https://www.marlby.example/home'],
    ['https://marlby.example/campaign', 'https://campaign.marlby.example/'],
    ['https://short.example/x1', 'https://campaign.example/'],
    ['https://marlby.example/r/1', 'https://marlby.example/reviews/1'],
    ['https://marlby.example/r/1', 'https://marlby.example/?p=12'],
    ['https://marlby.example/sign-in-guidance', 'https://marlby.example/guidance/sign-in'],
  ])('%s → %s is read', async (url, finalUrl) => {
    await expect(refuse(url, finalUrl)).resolves.toBeUndefined();
  });
});
