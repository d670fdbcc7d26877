import { describe, expect, it } from 'vitest';
import { Publication } from '#shared/entities/index.ts';
import { addSource } from '#shared/sources/add-source.ts';
import { offerOf } from '#worker/connectors/connector.ts';
import { retrieveGovukContent } from '#worker/connectors/govuk/govuk-content.ts';
import { aSource, connectorTools, visit } from '../support/connector-tools.ts';
import { loopbackServer } from '../support/loopback-server.ts';
import { aScannedSite } from '../support/scanned-site.ts';

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
