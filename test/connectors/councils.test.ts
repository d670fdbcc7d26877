import { describe, expect, it } from 'vitest';
import { aSource, connectorTools, visit } from '../support/connector-tools.ts';
import { loopbackServer } from '../support/loopback/loopback-server.ts';

const meetings = `<?xml version="1.0" encoding="utf-8"?><getmeetings><committeeid>1170</committeeid><committeetitle>Children and Young People Scrutiny</committeetitle><meetings>
<meeting><meetingid>41</meetingid><meetingdate>10/09/2026</meetingdate><meetingtime>18:00</meetingtime><meetingstatus>Confirmed</meetingstatus></meeting>
<meeting><meetingid>42</meetingid><meetingdate>07/10/2026</meetingdate></meeting>
<meeting><meetingid>3</meetingid><meetingdate>01/02/2009</meetingdate></meeting></meetings></getmeetings>`;

const meeting = (host: string, id: string) =>
  `<getmeeting><committeetitle>Children and Young People Scrutiny</committeetitle><agendaitems><agendaitem><agendaitemtitle>Exploitation</agendaitemtitle><linkeddocs>
<linkeddoc><title>Exploitation &amp; missing: annual report</title><url>http://${host}/documents/s${id}1/Report.pdf</url><attachmentid>${id}1</attachmentid><isrestricted>False</isrestricted></linkeddoc>
<linkeddoc><title>Exempt appendix</title><url>http://${host}/documents/s${id}2/Exempt.pdf</url><attachmentid>${id}2</attachmentid><isrestricted>True</isrestricted></linkeddoc></linkeddocs></agendaitem></agendaitems></getmeeting>`;

const hits = (page: string) =>
  page === '1'
    ? '<html><body><div><p class="mgAiTitleTxt"><a href="ieDecisionDetails.aspx?ID=9">Child exploitation strategy</a></p><div class="mgWordPara">Officer Jane Roe said</div><hr/><p class="mgAiTitleTxt"><a href="mgAi.aspx?ID=12">County lines update</a></p></div></body></html>'
    : '<html><body><p>No results found for your query</p></body></html>';

describe('council committees', () => {
  it('offers the public papers of a committee, bounds checked again', async () => {
    const server = await loopbackServer((request, response) => {
      const url = new URL(request.url ?? '/', 'http://x');
      const host = request.headers.host ?? '';
      if (url.pathname.endsWith('/GetMeetings')) response.end(meetings);
      else response.end(meeting(host, url.searchParams.get('lMeetingId') ?? ''));
    });
    const reading = await visit(
      aSource('moderngov', `${server.url}/`, { query: 'CId=1170' }),
      await connectorTools(),
    );
    expect(reading.offers.map(({ key, title, publishedOn }) => [key, title, publishedOn])).toEqual([
      [
        'attachment:411',
        'Exploitation & missing: annual report (Children and Young People Scrutiny)',
        '2026-09-10',
      ],
      // A meeting to come is no date of publication.
      [
        'attachment:421',
        'Exploitation & missing: annual report (Children and Young People Scrutiny)',
        null,
      ],
    ]);
    expect(reading.warnings).toEqual(['2 papers are not open to the public and were left out.']);
    expect(server.requests.some(({ url }) => url?.includes('lMeetingId=3'))).toBe(false);
    expect(server.requests[0]?.url).toContain('sFromDate=18%2F09%2F2024');
  });

  it.each([
    ['Cancelled', '', ''],
    ['Canceled', '', ''],
    ['CANCELLED - not quorate', '', ''],
    ['Canslwyd', '', ''],
    ['', '<meetingtitle>Scrutiny (Cancelled)</meetingtitle>', ''],
    ['Confirmed', '', '<meetingstatus>Cancelled</meetingstatus>'],
    ['Confirmed', '', '<iscancelled>True</iscancelled>'],
  ])('offers no papers of a cancelled meeting (%s %s %s)', async (status, more, inside) => {
    const server = await loopbackServer((request, response) => {
      const url = new URL(request.url ?? '/', 'http://x');
      const id = url.searchParams.get('lMeetingId') ?? '';
      const host = request.headers.host ?? '';
      if (url.pathname.endsWith('/GetMeetings')) {
        response.end(
          `<getmeetings><meetings><meeting><meetingid>41</meetingid><meetingdate>10/09/2026</meetingdate><meetingstatus>${status}</meetingstatus>${more}</meeting><meeting><meetingid>42</meetingid><meetingdate>11/09/2026</meetingdate><meetingstatus>Confirmed</meetingstatus></meeting></meetings></getmeetings>`,
        );
      } else {
        const own = meeting(host, id);
        response.end(id === '41' ? own.replace('<agendaitems>', `${inside}<agendaitems>`) : own);
      }
    });

    const reading = await visit(
      aSource('moderngov', `${server.url}/`, { query: 'CId=1170' }),
      await connectorTools(),
    );

    expect(reading.offers.map(({ key }) => key)).toEqual(['attachment:421']);
  });

  it.each([
    ['CANCELLED: Children Scrutiny, 10 September 2026', true],
    ['Children Scrutiny - Cancelled', true],
    ['Children Scrutiny, Thursday 10 September 2026 (cancelled)', true],
    ['Review of cancelled placements', false],
    ['Why were home visits cancelled?', false],
  ])('takes “%s” in a feed for a cancelled meeting: %s', async (title, is) => {
    const server = await loopbackServer((_, response) =>
      response.end(
        `<rss version="2.0"><channel><title>S</title><link>/</link><description>d</description><item><title>${title}</title><link>/ieListDocuments.aspx?MId=5</link></item></channel></rss>`,
      ),
    );

    const reading = await visit(aSource('moderngov', server.url), await connectorTools());

    expect(reading.offers).toHaveLength(is ? 0 : 1);
  });

  it('reads the committee’s feed where the web service is closed', async () => {
    const server = await loopbackServer((request, response) => {
      if (request.url?.includes('mgWebService')) response.writeHead(403).end();
      else
        response.end(
          '<rss version="2.0"><channel><title>Scrutiny</title><link>/</link><description>d</description><item><title>Decision</title><link>/ieDecisionDetails.aspx?ID=5</link><guid>a</guid></item><item><title>Decision</title><link>/ieDecisionDetails.aspx?ID=5</link><guid>b</guid></item></channel></rss>',
        );
    });
    const reading = await visit(
      aSource('moderngov', `${server.url}/`, { query: 'CId=1170' }),
      await connectorTools(),
    );
    expect(reading.offers).toHaveLength(1);
    expect(reading.warnings.join()).toMatch(/answered 403.*feed was read instead/);
  });

  it('asks the document search page by page, and takes no snippet', async () => {
    const server = await loopbackServer((request, response) =>
      response.end(hits(new URL(request.url ?? '/', 'http://x').searchParams.get('PG') ?? '')),
    );
    const source = aSource('moderngov', `${server.url}/`, {
      query: 'SS=child exploitation&DT=3&ADV=0&CA=false&SB=true&PG=1',
    });
    const reading = await visit(source, await connectorTools());
    expect(reading.offers.map(({ title }) => title)).toEqual([
      'Child exploitation strategy',
      'County lines update',
    ]);
    expect(JSON.stringify(reading.offers)).not.toContain('Jane Roe');
    expect(reading.found).toBe('Council papers: 2 answer “child exploitation”.');
  });

  it('tells “none” from “broken”', async () => {
    const none = await loopbackServer((_, response) => response.end(hits('2')));
    const broken = await loopbackServer((_, response) =>
      response.end('<html><body>Just a moment…</body></html>'),
    );
    const tools = await connectorTools();
    const query = 'SS=sextortion';
    expect((await visit(aSource('moderngov', none.url, { query }), tools)).offers).toEqual([]);
    await expect(visit(aSource('moderngov', broken.url, { query }), tools)).rejects.toThrow(
      'neither with results nor',
    );
  });
});
