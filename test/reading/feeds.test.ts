import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { decode } from '#shared/text/decode.ts';
import { openReaders } from '#worker/reading/apart/open-readers.ts';
import { findFeedAddresses } from '#worker/reading/feed/find-feed-addresses.ts';
import { cleanMarkup, plainText } from '#worker/reading/feed/plain-text.ts';
import { readFeed } from '#worker/reading/feed/read-feed.ts';
import { temporaryFolder } from '../support/databases.ts';

const corpora = '../shared/corpora';
const bytes = (text: string) => new TextEncoder().encode(text);
const origin = { url: 'https://marlby.example/news/feed' };
const rss = (items: string) =>
  `<?xml version="1.0"?><rss version="2.0"><channel><title>Marlby</title><link>/</link><description>d</description>${items}</channel></rss>`;

describe('reading a feed', () => {
  it('resolves addresses against the feed, and takes titles as text', async () => {
    const feed = await readFeed(
      bytes(rss('<item><title>A &amp;amp; &lt;b&gt;B&lt;/b&gt;</title><link>/a</link></item>')),
      origin,
    );

    expect(feed.entries).toMatchObject([{ title: 'A & B', url: 'https://marlby.example/a' }]);
  });

  it('chooses the page among several links of an entry', async () => {
    const atom = `<feed xmlns="http://www.w3.org/2005/Atom"><title>Law</title><id>x</id><updated>2026-09-01T00:00:00Z</updated><entry><id>e</id><title>An Act</title><updated>2026-09-01T00:00:00Z</updated>
      <link rel="self" href="https://law.example/e/data.feed"/><link rel="alternate" type="application/pdf" href="https://law.example/e.pdf"/><link rel="alternate" type="application/xml" href="https://law.example/e.xml"/><link href="https://law.example/e"/></entry></feed>`;

    const feed = await readFeed(bytes(atom), origin);

    expect(feed.entries[0]?.url).toBe('https://law.example/e');
  });

  it('obeys xml:base, and reads British summer time', async () => {
    const atom = `<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://base.example/sub/"><title>t</title><id>x</id><updated>2026-09-01T00:00:00Z</updated><entry><id>e</id><title>T</title><updated>2026-09-01T00:00:00Z</updated><link href="page"/></entry></feed>`;
    const dated = rss(
      '<item><title>T</title><link>/t</link><pubDate>Tue, 01 Sep 2026 10:00:00 BST</pubDate></item>',
    );

    expect((await readFeed(bytes(atom), origin)).entries[0]?.url).toBe(
      'https://base.example/sub/page',
    );
    expect((await readFeed(bytes(dated), origin)).entries[0]?.publishedAt?.toISOString()).toBe(
      '2026-09-01T09:00:00.000Z',
    );
  });

  it('reads what is left of a damaged feed, and says so', async () => {
    const damaged = rss(
      '<item><title>Boys & girls</title><link>/1</link></item><item><title>Two</title><link>/2</link></item>',
    ).replace('</channel></rss>', '<item><title>Cut o');

    const feed = await readFeed(bytes(damaged), origin);

    expect(feed.entries.map(({ title }) => title)).toEqual(['Boys & girls', 'Two']);
    expect(feed.warnings.join()).toContain('1 cut off');
  });

  it.each([
    [
      'iso-8859-1',
      Uint8Array.from(
        Buffer.from(
          rss('<item><title>Caf\u00e9</title><link>/c</link></item>').replace(
            '?>',
            ' encoding="iso-8859-1"?>',
          ),
          'latin1',
        ),
      ),
    ],
    [
      'utf-16',
      Uint8Array.from(
        Buffer.from(
          `\ufeff${rss('<item><title>Caf\u00e9</title><link>/c</link></item>')}`,
          'utf16le',
        ),
      ),
    ],
  ])('decodes %s', async (_, given) => {
    expect((await readFeed(given, origin)).entries[0]?.title).toBe('Café');
  });

  it('gives advice when a web page is given as a feed', async () => {
    const page =
      '<!doctype html><html><head><link rel="alternate" type="application/rss+xml" href="/rss.xml"></head><body>News</body></html>';

    await expect(readFeed(bytes(page), origin)).rejects.toMatchObject({
      reason: 'unreadable',
      message: expect.stringContaining('https://marlby.example/rss.xml'),
    });
  });

  it.each(['', 'plain text', '{"a":1}', '\u0000\u0001'])(
    'says that %j is no feed',
    async (text) => {
      await expect(readFeed(bytes(text), origin)).rejects.toMatchObject({
        name: 'SourceFailure',
        reason: 'unreadable',
      });
    },
  );
});

describe('the processes that read', () => {
  it('stop a file past its deadline and go on with the next', async () => {
    const readers = await openReaders({ processes: 1, deadlineSeconds: 3 });
    onTestFinished(() => readers.close());
    const slow = bytes(`<rss version="2.0"><channel><title>${'x<p'.repeat(400_000)}`);

    const outcome = await readers.readFeed(slow, origin).catch((error: unknown) => error);
    const next = await readers.readFeed(
      bytes(rss('<item><title>T</title><link>/t</link></item>')),
      origin,
    );

    expect(outcome).toBeDefined();
    expect(next.entries).toHaveLength(1);
  });

  it('give up the one file that breaks them, and read those before and behind it', async () => {
    const readers = await openReaders({ processes: 1, memoryMegabytes: 128 });
    onTestFinished(() => readers.close());
    const page = (text: string) =>
      readers.readDocument(bytes(`<!doctype html><title>T</title><main>${text}</main>`), {
        ...origin,
        mediaType: 'text/html',
      });

    const outcomes = await Promise.allSettled([
      page('<p>One before.</p>'),
      page('<b>x</b>'.repeat(1_000_000)),
      ...Array.from({ length: 6 }, (_, at) => page(`<p>Number ${at} behind.</p>`)),
    ]);

    const [before, broken, ...behind] = outcomes;
    expect(before?.status).toBe('fulfilled');
    expect(broken).toMatchObject({ status: 'rejected', reason: { reason: 'too-large' } });
    expect(behind.map((one) => one.status === 'fulfilled' && one.value.pages[0]?.text)).toEqual(
      Array.from({ length: 6 }, (_, at) => `Number ${at} behind.`),
    );
  });

  it('see nothing of our settings and secrets', async () => {
    const seen = path.join(temporaryFolder(), 'environment.json');
    const ours = {
      DATABASE_URL: 'postgres://skylark:secret@127.0.0.1/skylark',
      SMTP_URL: 'smtp://skylark:secret@127.0.0.1',
      MEILI_API_KEY: 'secret',
      EMBEDDER_API_KEY: 'secret',
      OPENALEX_API_KEY: 'secret',
      MAILBOX_URL: 'imaps://skylark:secret@127.0.0.1',
      OIDC_CLIENT_SECRET: 'secret',
      SMTP_URL_FILE: '/run/secrets/smtp',
    };
    for (const [name, value] of Object.entries(ours)) vi.stubEnv(name, value);
    // The process itself is asked, before it begins to read.
    const tell = `import { writeFileSync } from 'node:fs';
      writeFileSync(${JSON.stringify(seen)}, JSON.stringify(process.env));`;
    process.execArgv.push('--import', `data:text/javascript,${encodeURIComponent(tell)}`);
    onTestFinished(() => {
      process.execArgv.splice(-2);
      vi.unstubAllEnvs();
    });
    const readers = await openReaders({ processes: 1 });
    onTestFinished(() => readers.close());

    const feed = await readers.readFeed(
      bytes(rss('<item><title>T</title><link>/t</link></item>')),
      origin,
    );

    const environment: Record<string, string> = JSON.parse(readFileSync(seen, 'utf8'));
    expect(feed.entries).toHaveLength(1);
    expect(environment.PATH).toBe(process.env.PATH);
    expect(Object.keys(environment).filter((name) => name in ours)).toEqual([]);
    expect(JSON.stringify(environment)).not.toContain('secret');
  });
});

describe.skipIf(!existsSync(`${corpora}/adversarial`))(
  'hostile feeds of the corpora (skipped where they are absent)',
  () => {
    it('neither crash, hang nor fill the memory', { timeout: 120_000 }, async () => {
      const readers = await openReaders({
        processes: 1,
        deadlineSeconds: 10,
        memoryMegabytes: 512,
      });
      onTestFinished(() => readers.close());
      const files = readdirSync(`${corpora}/adversarial`).filter((file) => file.endsWith('.xml'));

      const outcomes: string[] = [];
      for (const file of files) {
        const given = new Uint8Array(readFileSync(`${corpora}/adversarial/${file}`));
        outcomes.push(
          await readers.readFeed(given, origin).then(
            ({ entries }) => `${entries.length} entries`,
            (error: Error) => error.name,
          ),
        );
      }

      expect(outcomes).toHaveLength(files.length);
      expect(outcomes.filter((outcome) => !/entries|SourceFailure/.test(outcome))).toEqual([]);
      expect(process.memoryUsage().rss).toBeLessThan(1_500_000_000);
    });
  },
);

describe.skipIf(!existsSync(`${corpora}/sanitize`))(
  'hostile markup of the corpora (skipped where it is absent)',
  () => {
    const active =
      /<script|<iframe|<object|<embed|<style|<link|<meta|<form|<svg|<math|\son\w+\s*=|javascript:|vbscript:|data:text\/html/i;

    it('has nothing active left in it', () => {
      const vectors = JSON.parse(readFileSync(`${corpora}/sanitize/vectors.json`, 'utf8'));
      const inputs: string[] = (vectors.cases ?? vectors.vectors ?? vectors).map(
        (one: { input?: string; html?: string }) => one.input ?? one.html ?? '',
      );

      const tagsOf = (html: string) => html.match(/<[^>]*>/g)?.join('') ?? '';
      const left = inputs.filter((input) => active.test(tagsOf(cleanMarkup(input))));

      expect(inputs.length).toBeGreaterThan(100);
      expect(left).toEqual([]);
    });

    it('leaves no elements in titles', () => {
      expect(plainText('<script>alert(1)</script>A <b>title</b> &lt;i&gt;x&lt;/i&gt;')).toBe(
        'A title x',
      );
    });
  },
);

describe.skipIf(!existsSync(`${corpora}/discovery-w3c`))(
  'pages that lead to a feed (skipped where they are absent)',
  () => {
    it('lead to it', () => {
      const { cases } = JSON.parse(
        readFileSync(`${corpora}/discovery-w3c/manifest.json`, 'utf8'),
      ) as {
        cases: { file: string; feedFile?: string }[];
      };

      const lost = cases.filter(({ file, feedFile }) => {
        if (!feedFile) return false;
        const html = decode(new Uint8Array(readFileSync(`${corpora}/discovery-w3c/${file}`)));
        return findFeedAddresses(html, 'https://example.org/page').length === 0;
      });

      expect(lost.map(({ file }) => file)).toEqual([]);
    });
  },
);

describe('markup that would take a parser seconds', () => {
  const escaped = (text: string) => text.replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const timed = async (description: string) => {
    const startedAt = performance.now();
    const feed = await readFeed(
      bytes(rss(`<item><title>T</title><description>${escaped(description)}</description></item>`)),
      origin,
    );
    return { entry: feed.entries[0], milliseconds: performance.now() - startedAt };
  };

  it.each([
    ['tags that never end', 'x<p'.repeat(40_000)],
    ['elements inside one another', `${'<b>'.repeat(120_000)}deep`],
  ])('%s', async (_name, description) => {
    const { entry, milliseconds } = await timed(description);
    expect(entry?.title).toBe('T');
    // Without a bound each of these takes ten seconds and more.
    expect(milliseconds).toBeLessThan(4000);
  });

  it('does not take long lists for deep ones', async () => {
    const list = `<ul>${'<li>One thing<p>and another'.repeat(2000)}</ul>`;
    const { entry } = await timed(list);
    expect(entry?.contentHtml).toContain('<li>One thing');
  });
});
