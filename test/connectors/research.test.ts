import { describe, expect, it } from 'vitest';
import { connectorFor } from '#worker/connectors/connectors.ts';
import { abstractOf } from '#worker/connectors/research/openalex.ts';
import { doiOf } from '#worker/connectors/research/record-facts.ts';
import { aSource, connectorTools, visit } from '../support/connector-tools.ts';
import { loopbackServer } from '../support/loopback/loopback-server.ts';

const parametersOf = (url: string | undefined) => new URL(url ?? '/', 'http://x').searchParams;

describe('OAI-PMH', () => {
  const record = (number: number, status = '') =>
    `<record><header${status && ` status="${status}"`}><identifier>oai:eprints:${number}</identifier><datestamp>2026-09-01</datestamp></header>${
      status
        ? ''
        : `<metadata><oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Paper ${number}: county lines</dc:title><dc:creator>Roe, J.</dc:creator><dc:description>An abstract &lt;i&gt;with&lt;/i&gt; markup.</dc:description><dc:date>2026-08</dc:date><dc:type>Article</dc:type><dc:type>PeerReviewed</dc:type><dc:identifier>https://eprints.example/${number}/1/paper.pdf</dc:identifier><dc:identifier>Roe (2026) Paper. https://doi.org/10.1234/AbC.${number}</dc:identifier><dc:relation>https://eprints.example/${number}/</dc:relation></oai_dc:dc></metadata>`
    }</record>`;
  const answer = (inside: string) =>
    `<?xml version="1.0"?><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">${inside}</OAI-PMH>`;

  it('follows resumption tokens alone, and reports what was deleted', async () => {
    const server = await loopbackServer((request, response) => {
      const asked = parametersOf(request.url);
      response.end(
        answer(
          asked.has('resumptionToken')
            ? `<ListRecords>${record(2)}${record(3, 'deleted')}<resumptionToken/></ListRecords>`
            : `<ListRecords>${record(1)}<resumptionToken>t/1 &amp; more</resumptionToken></ListRecords>`,
        ),
      );
    });
    const reading = await visit(
      aSource('oai-pmh', `${server.url}/cgi/oai2`, {
        query: 'verb=ListRecords&metadataPrefix=oai_dc',
        lastSucceededAt: new Date('2026-09-10T00:00:00Z'),
      }),
      await connectorTools(),
    );
    expect([...parametersOf(server.requests[0]?.url)]).toEqual([
      ['verb', 'ListRecords'],
      ['metadataPrefix', 'oai_dc'],
      ['from', '2026-09-07'],
    ]);
    expect([...parametersOf(server.requests[1]?.url)]).toEqual([
      ['verb', 'ListRecords'],
      ['resumptionToken', 't/1 & more'],
    ]);
    expect(reading.removed).toEqual(['oai:eprints:3']);
    expect(reading.offers.map(({ key }) => key)).toEqual(['oai:eprints:1', 'oai:eprints:2']);
    expect(reading.offers[0]).toMatchObject({
      url: 'https://eprints.example/1/',
      title: 'Paper 1: county lines',
      summary: 'An abstract with markup.',
      publishedOn: '2026-08-01',
      documentType: 'Article',
      identifiers: [
        { scheme: 'oai', value: 'oai:eprints:1' },
        { scheme: 'doi', value: '10.1234/abc.1' },
      ],
      attachments: [{ url: 'https://eprints.example/1/1/paper.pdf' }],
    });
  });

  it('takes “no records” for an answer and any other error for a failure', async () => {
    let code = 'noRecordsMatch';
    const server = await loopbackServer((_, response) =>
      response.end(answer(`<error code="${code}">Sorry</error>`)),
    );
    const tools = await connectorTools();
    expect((await visit(aSource('oai-pmh', server.url), tools)).offers).toEqual([]);
    code = 'badArgument';
    await expect(visit(aSource('oai-pmh', server.url), tools)).rejects.toThrow(
      'The repository answered “Sorry”.',
    );
  });

  it('does not follow a token in a circle', async () => {
    const server = await loopbackServer((_, response) =>
      response.end(
        answer(`<ListRecords>${record(1)}<resumptionToken>same</resumptionToken></ListRecords>`),
      ),
    );
    await expect(visit(aSource('oai-pmh', server.url), await connectorTools())).rejects.toThrow(
      'without an end',
    );
  });
});

describe('Europe PMC', () => {
  const paper = (number: number) => ({
    id: String(number),
    source: 'MED',
    title: `Paper ${number}.`,
    doi: `10.1234/P${number}`,
    abstractText: '<h4>Aims</h4>To see.',
    firstPublicationDate: '2026-08-20',
    isOpenAccess: number === 1 ? 'Y' : 'N',
    journalInfo: { journal: { title: 'Child Abuse Review' } },
    fullTextUrlList: {
      fullTextUrl: [
        { documentStyle: 'pdf', availabilityCode: 'OA', url: 'https://europepmc.example/1.pdf' },
      ],
    },
  });

  it('follows cursors to the end, and takes files of open papers only', async () => {
    const server = await loopbackServer((request, response) => {
      const first = parametersOf(request.url).get('cursorMark') === '*';
      response.end(
        JSON.stringify({
          hitCount: 3,
          nextCursorMark: 'next',
          resultList: { result: first ? [paper(1), paper(2)] : [paper(3)] },
        }),
      );
    });
    const reading = await visit(
      aSource('europepmc', `${server.url}/search`, {
        query: 'query=("county lines" OR cuckooing)&pageSize=2',
      }),
      await connectorTools(),
    );
    expect(parametersOf(server.requests[0]?.url).get('query')).toBe(
      '("county lines" OR cuckooing)',
    );
    expect(server.requests).toHaveLength(2);
    expect(reading.found).toBe('Europe PMC: 3 papers answer this question.');
    expect(reading.offers.map(({ url, attachments }) => [url, attachments.length])).toEqual([
      ['https://doi.org/10.1234/p1', 1],
      ['https://doi.org/10.1234/p2', 0],
      ['https://doi.org/10.1234/p3', 0],
    ]);
  });

  it('gives a record with its abstract as text, without asking the publisher', async () => {
    const server = await loopbackServer((_, response) =>
      response.end(JSON.stringify({ hitCount: 1, resultList: { result: [paper(2)] } })),
    );
    const tools = await connectorTools();
    const source = aSource('europepmc', server.url, { query: 'query=x' });
    const { offers } = await visit(source, tools);
    const offer = offers[0];
    if (!offer) throw new Error('no offer');
    const retrieved = await connectorFor('europepmc').retrieve?.(source, offer, tools);
    expect(retrieved?.documents[0]?.reading?.pages).toEqual([
      { number: null, text: 'Aims To see.', headings: [] },
    ]);
    expect(server.requests).toHaveLength(1);
  });

  it('says when the answer is of another shape', async () => {
    const server = await loopbackServer((_, response) => response.end('{"error":"down"}'));
    await expect(visit(aSource('europepmc', server.url), await connectorTools())).rejects.toThrow(
      'did not answer with search results of Europe PMC',
    );
  });
});

describe('OpenAlex', () => {
  const work = (number: number, day: string) => ({
    id: `https://openalex.org/W${number}`,
    doi: `https://doi.org/10.5555/W${number}`,
    display_name: `Work ${number}`,
    publication_date: day,
    abstract_inverted_index: { harm: [1], Extra: [0], 'matters.': [2] },
  });

  it('sends the key but never says it, and stops at what the last visit saw', async () => {
    const server = await loopbackServer((request, response) => {
      if (parametersOf(request.url).get('per_page') === '7') {
        response.writeHead(500).end();
        return;
      }
      const first = parametersOf(request.url).get('cursor') === '*';
      response.end(
        JSON.stringify({
          meta: { count: 900, next_cursor: 'more' },
          results: [work(first ? 1 : 2, first ? '2026-09-01' : '2026-01-01')],
        }),
      );
    });
    const tools = await connectorTools({ credentials: { openAlexKey: 'sesame-1234' } });
    const source = aSource('openalex', `${server.url}/works`, {
      query: 'filter=title_and_abstract.search:"county lines"',
      lastSucceededAt: new Date('2026-09-10T00:00:00Z'),
    });
    const reading = await visit(source, tools);
    expect(parametersOf(server.requests[0]?.url).get('api_key')).toBe('sesame-1234');
    expect(server.requests).toHaveLength(2);
    expect(reading.offers[0]).toMatchObject({
      summary: 'Extra harm matters.',
      key: 'https://openalex.org/W1',
    });
    expect(JSON.stringify(reading)).not.toContain('sesame');
    const failure = await visit({ ...source, query: 'per_page=7' } as typeof source, tools).catch(
      (error: Error) => error,
    );
    expect((failure as Error).message).toContain('answered 500');
    expect((failure as Error).message).not.toContain('sesame');
  });

  it('bounds an abstract whose places are nonsense', () => {
    expect(abstractOf({ a: [0, 1e9, -1], b: [1] })).toBe('a b');
  });
});

describe('Crossref', () => {
  it('asks politely, and reads titles, dates and people', async () => {
    const server = await loopbackServer((_, response) =>
      response.end(
        JSON.stringify({
          message: {
            'total-results': 2,
            'next-cursor': 'again',
            items: [
              {
                DOI: '10.1234/ABC',
                title: ['Boys &amp; <i>exploitation</i>'],
                abstract: '<jats:p>First.</jats:p><jats:p>Second.</jats:p>',
                published: { 'date-parts': [[2026, 9]] },
                author: [{ given: 'J', family: 'Roe' }, { name: 'A Group' }],
                'container-title': ['A Journal'],
                type: 'journal-article',
              },
              { title: ['no doi'] },
            ],
          },
        }),
      ),
    );
    const tools = await connectorTools({ credentials: { contact: 'team@example.org' } });
    const reading = await visit(
      aSource('crossref', `${server.url}/works`, { query: 'query=child exploitation&rows=100' }),
      tools,
    );
    expect(parametersOf(server.requests[0]?.url).get('mailto')).toBe('team@example.org');
    expect(server.requests).toHaveLength(1);
    expect(reading.offers).toMatchObject([
      {
        key: '10.1234/abc',
        title: 'Boys & exploitation',
        summary: 'First. Second.',
        publishedOn: '2026-09-01',
        authors: ['J Roe', 'A Group'],
        publisher: 'A Journal',
        documentType: 'journal article',
      },
    ]);
  });

  it.each([
    ['https://doi.org/10.1234/AbC', '10.1234/abc'],
    ['doi:10.1234/abc.', '10.1234/abc'],
    ['https://dx.doi.org/10.1234%2Fabc', '10.1234/abc'],
    ['no doi 10.x', null],
    ['%E0%A4%A', null],
  ])('knows the DOI in %s', (given, doi) => {
    expect(doiOf(given)).toBe(doi);
  });
});
