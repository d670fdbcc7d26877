import { describe, expect, it } from 'vitest';
import { Publication } from '#shared/entities/index.ts';
import { addSource } from '#shared/sources/add-source.ts';
import { offerOf } from '#worker/connectors/connector.ts';
import { retrieveGovukContent } from '#worker/connectors/govuk/govuk-content.ts';
import { aSource, connectorTools, visit } from '../support/connector-tools.ts';
import { loopbackServer } from '../support/loopback/loopback-server.ts';
import { aScannedSite } from '../support/loopback/scanned-site.ts';

const path = '/government/publications/child-exploitation-toolkit';

const nations = (...applicable: string[]) =>
  Object.fromEntries(
    [
      ['england', 'England'],
      ['wales', 'Wales'],
      ['scotland', 'Scotland'],
      ['northern_ireland', 'Northern Ireland'],
    ].map(([key = '', label]) => [key, { label, applicable: applicable.includes(key) }]),
  );

const contentItem = (
  given: Record<string, unknown> = {},
  details: Record<string, unknown> = {},
) => ({
  content_id: '5e1f7c1e-0000-4000-8000-000000000001',
  title: 'Child exploitation disruption toolkit',
  description: 'For frontline professionals.',
  document_type: 'guidance',
  first_published_at: '2019-04-09T23:30:00.000+01:00',
  public_updated_at: '2026-09-10T09:30:00.000+01:00',
  locale: 'en',
  details: {
    body: `<div class="govspeak"><p>${'Disrupt and deter. '.repeat(60)}</p></div>`,
    change_history: [
      { public_timestamp: '2019-04-09T23:30:00.000+01:00', note: 'First published.' },
      { public_timestamp: '2026-09-10T09:30:00.000+01:00', note: 'Added the duty on councils.' },
    ],
    ...details,
  },
  links: { organisations: [{ title: 'Home Office' }] },
  ...given,
});

async function aGovernment(item: () => object) {
  return loopbackServer((request, response) => {
    if (request.url === `/api/content${path}`) response.end(JSON.stringify(item()));
    else if (request.url === '/files/toolkit.txt') {
      response
        .writeHead(200, { 'content-type': 'text/plain' })
        .end('The toolkit itself. '.repeat(40));
    } else response.writeHead(404).end();
  });
}

describe('a page of GOV.UK', () => {
  const retrieve = async (item: object) => {
    const { url } = await aGovernment(() => item);
    return retrieveGovukContent(
      offerOf({ key: path, url: `${url}${path}`, title: 'Toolkit' }),
      await connectorTools(),
    );
  };

  it('comes with its first date, latest change note, files, identity and publisher', async () => {
    const got = await retrieve(
      contentItem({}, { attachments: [{ title: 'The toolkit', url: '/files/toolkit.txt' }] }),
    );
    expect(got).toMatchObject({
      publishedOn: '2019-04-09',
      changeNote: 'Added the duty on councils.',
      publisher: 'Home Office',
      documentType: 'guidance',
      withdrawn: null,
      region: null,
      identifiers: [{ scheme: 'govuk-content-id', value: '5e1f7c1e-0000-4000-8000-000000000001' }],
    });
    expect(got.documents.map(({ title, problem }) => [title, problem])).toEqual([
      ['Child exploitation disruption toolkit', null],
      ['The toolkit', null],
    ]);
  });

  it('says that it was withdrawn, when and why', async () => {
    const got = await retrieve(
      contentItem({
        withdrawn_notice: {
          explanation: '<p>Replaced by new guidance.</p>',
          withdrawn_at: '2026-09-11T10:00:00.000Z',
        },
      }),
    );
    expect(got.withdrawn).toEqual({
      at: new Date('2026-09-11T10:00:00Z'),
      note: 'Replaced by new guidance.',
    });
  });

  it.each([
    {},
    null,
    undefined,
    [],
    'no',
    { explanation: null, withdrawn_at: null },
    { explanation: '', withdrawn_at: '' },
    { explanation: 'Soon.', withdrawn_at: 'soon' },
    { withdrawn_at: 3 },
  ])('with the notice %j is not withdrawn', async (withdrawn_notice) => {
    expect((await retrieve(contentItem({ withdrawn_notice }))).withdrawn).toBeNull();
  });

  it('loses nothing else where a field is missing, empty or of another type', async () => {
    const got = await retrieve({
      ...contentItem(),
      title: null,
      description: 7,
      content_id: {},
      first_published_at: 'some day',
      withdrawn_notice: 'none',
      locale: null,
      details: {
        body: [
          { content_type: 'text/govspeak', content: '#' },
          { content_type: 'text/html', content: '<p>The body.</p>' },
        ],
        parts: [{ title: 'Part two', body: '<p>Of the guide.</p>' }, null, 'x'],
        first_public_at: '2018-05-01T00:30:00+01:00',
        change_history: { note: 'x' },
        attachments: [null, { url: null }, { title: 'No address', url: 'https://' }],
        national_applicability: [],
      },
      links: { organisations: [null, 'an-id', { title: 'Home Office' }] },
    });
    expect(got).toMatchObject({
      title: 'Toolkit',
      summary: null,
      publishedOn: '2018-05-01',
      publisher: 'Home Office',
      identifiers: [],
      withdrawn: null,
      region: null,
      changeNote: null,
    });
    expect(got.documents).toHaveLength(1);
    expect(got.documents[0]?.reading?.pages[0]?.text).toContain('The body.');
    expect(got.documents[0]?.reading?.pages[0]?.text).toContain('Part two\n\nOf the guide.');
  });

  it('that was unpublished is not there any more, and says why', async () => {
    await expect(
      retrieve({
        document_type: 'gone',
        title: null,
        details: { explanation: '<p>Published in error.</p>' },
      }),
    ).rejects.toMatchObject({
      reason: 'not-found',
      message: 'GOV.UK has unpublished this page. Published in error.',
    });
  });

  it('that moved is read where it moved to', async () => {
    const { url } = await loopbackServer((request, response) => {
      response.end(
        JSON.stringify(
          request.url === '/api/content/old'
            ? {
                document_type: 'redirect',
                title: null,
                redirects: [{ path: '/old', destination: `${path}?a=b#c` }],
              }
            : contentItem(),
        ),
      );
    });
    const got = await retrieveGovukContent(
      offerOf({ key: '/old', url: `${url}/old`, title: 'Toolkit' }),
      await connectorTools(),
    );
    expect(got.url).toBe(`${url}${path}?a=b`);
    expect(got.title).toBe('Child exploitation disruption toolkit');
  });

  it.each([
    [
      {
        organisations: [{ title: 'HM Passport Office' }],
        primary_publishing_organisation: [{ title: 'Government Digital Service' }],
      },
      'HM Passport Office',
    ],
    [
      {
        organisations: [{ title: 'Home Office' }, { title: 'Ofsted' }],
        primary_publishing_organisation: [{ title: 'Ofsted' }],
      },
      'Ofsted',
    ],
    [{ primary_publishing_organisation: [{ title: 'Ofsted' }] }, 'Ofsted'],
    [{ organisations: [], primary_publishing_organisation: ['an-id'] }, null],
    [null, null],
    [[], null],
  ])('with the links %j is published by %s', async (links, publisher) => {
    expect((await retrieve(contentItem({ links }))).publisher).toBe(publisher);
  });

  it.each([
    [['england'], 'region-england'],
    [['wales'], 'region-wales'],
    [['northern_ireland'], 'region-northern-ireland'],
    [['england', 'wales', 'scotland', 'northern_ireland'], 'region-uk-wide'],
    // No one region of the vocabulary says this.
    [['england', 'wales'], null],
  ])('that applies to %j has the region %s', async (applicable, region) => {
    const got = await retrieve(contentItem({}, { national_applicability: nations(...applicable) }));
    expect(got.region?.concept ?? null).toBe(region);
  });
});

it('believes what a page says of its nation before what its publisher’s name lets one guess', async () => {
  const it = await aScannedSite();
  const government = await aGovernment(() =>
    contentItem(
      { links: { organisations: [{ title: 'Department for Levelling Up West Midlands' }] } },
      { national_applicability: nations('wales') },
    ),
  );
  const feed = await loopbackServer((_, response) => {
    response.end(
      `<feed xmlns="http://www.w3.org/2005/Atom"><id>urn:x</id><title>t</title><updated>2026-09-10T09:30:00Z</updated><entry><id>urn:x:1</id><title>Guidance: Toolkit</title><updated>2026-09-10T09:30:00Z</updated><link rel="alternate" href="${government.url}${path}"/></entry></feed>`,
    );
  });
  await addSource(it.services.fork(), {
    source: {
      name: 'Home Office',
      publisher: 'Home Office',
      kind: 'govuk-organisation-feed',
      url: feed.url,
      mayShow: 'text',
      region: 'region-england',
    },
    by: { userId: null, name: 'test' },
  });
  await it.scan();
  expect(await it.em().findOneOrFail(Publication, { publishedOn: '2019-04-09' })).toMatchObject({
    region: 'region-wales',
    regionBasis: 'GOV.UK says that it applies to Wales.',
  });
});

describe('a search', () => {
  it('tells first publication and last change apart, and reads what another field spoils', async () => {
    const { url } = await loopbackServer((request, response) => {
      expect(request.url).toContain('first_published_at');
      response.end(
        JSON.stringify({
          results: [
            {
              title: 'Toolkit',
              link: path,
              first_published_at: '2019-04-09T23:30:00.000+01:00',
              public_timestamp: '2026-09-10T09:30:00Z',
            },
            {
              title: 'Old',
              link: '/old',
              description: 3,
              organisations: [null, { title: null }],
              public_timestamp: '2026-09-09T09:30:00Z',
            },
            { title: null, link: '/nameless' },
          ],
          total: null,
        }),
      );
    });
    const reading = await visit(
      aSource('govuk-search', `${url}/api/search.json`),
      await connectorTools(),
    );
    expect(reading.offers).toMatchObject([
      { title: 'Toolkit', publishedOn: '2019-04-09', updatedAt: '2026-09-10T09:30:00Z' },
      {
        title: 'Old',
        publishedOn: null,
        updatedAt: '2026-09-09T09:30:00Z',
        summary: null,
        publisher: null,
      },
    ]);
    expect(reading.warnings).toHaveLength(1);
  });
});

describe('an organisation’s feed', () => {
  const atom = (entries: string) =>
    `<feed xmlns="http://www.w3.org/2005/Atom"><id>urn:x</id><title>Home Office</title><updated>2026-09-10T09:30:00Z</updated>${entries}</feed>`;
  const entry = (id: string, title: string, updated = '2026-09-10T09:30:00Z') =>
    `<entry><id>${id}</id><updated>${updated}</updated><title>${title}</title><link rel="alternate" href="https://www.gov.uk${path}"/></entry>`;

  it('knows a page by its path, whatever id an edit gives it', async () => {
    let ids = ['tag:www.gov.uk,2005:/a/1'];
    const { url } = await loopbackServer((_, response) => {
      response.end(atom(ids.map((id) => entry(id, 'Guidance: Toolkit')).join('')));
    });
    const tools = await connectorTools();
    const before = await visit(aSource('govuk-organisation-feed', url), tools);
    ids = ['tag:www.gov.uk,2005:/a/3', 'tag:www.gov.uk,2005:/a/2'];
    const after = await visit(aSource('govuk-organisation-feed', url), tools);
    expect(before.offers).toMatchObject([
      { key: path, title: 'Toolkit', documentType: 'Guidance', publishedOn: null },
    ]);
    expect(after.offers.map(({ key }) => key)).toEqual([path]);
    expect(after.hasEnded).toBe(false);
  });

  it('that has ended says so, and its notice is no publication', async () => {
    const { url } = await loopbackServer((_, response) => {
      response.end(
        atom(
          `<entry><id>https://www.gov.uk/government/organisations/home-office.atom/feed-ended</id><updated>2026-09-10T09:30:00Z</updated><title>This feed has ended</title><link rel="alternate" href="https://www.gov.uk/email"/></entry>`,
        ),
      );
    });
    const reading = await visit(aSource('govuk-organisation-feed', url), await connectorTools());
    expect(reading.hasEnded).toBe(true);
    expect(reading.offers).toEqual([]);
  });
});
