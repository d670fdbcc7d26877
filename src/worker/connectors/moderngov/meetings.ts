import type { Offer, Source } from '#shared/entities/index.ts';
import { elementsIn, textIn, type XmlElement } from '../../reading/xml-element.ts';
import { askXml } from '../ask.ts';
import { offerOf, readingOf, type SourceReading, type Tools } from '../connector.ts';

/** Meetings this far back are asked for on a first visit, and later: papers are added late. Days. */
const firstReach = 730;
const laterReach = 120;
const ahead = 60;
const day = 86_400_000;

const two = (value: number) => String(value).padStart(2, '0');
const ukDay = (at: Date) => `${two(at.getDate())}/${two(at.getMonth() + 1)}/${at.getFullYear()}`;

/** "18/09/2026" as a day; null when it is none. */
export function dayOfUk(text: string | null): string | null {
  const [, date, month, year] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})/.exec(text ?? '') ?? [];
  return year && month && date
    ? `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`
    : null;
}

const service = (source: Source, operation: string, asked: Record<string, string>) =>
  `${new URL(`/mgWebService.asmx/${operation}`, source.url).href}?${new URLSearchParams(asked)}`;

/** Addresses come back as http:// although the site answers https:// only. */
function addressOf(url: string, source: Source): string | null {
  if (!URL.canParse(url, source.url)) return null;
  const address = new URL(url, source.url);
  if (address.host === new URL(source.url).host) address.protocol = new URL(source.url).protocol;
  return address.href;
}

interface Meeting {
  id: string;
  day: string | null;
}

async function meetingsOf(source: Source, committee: string, tools: Tools): Promise<Meeting[]> {
  const now = tools.clock().getTime();
  const from = new Date(now - (source.lastSucceededAt ? laterReach : firstReach) * day);
  const to = new Date(now + ahead * day);
  const { root } = await askXml(
    {
      url: service(source, 'GetMeetings', {
        lCommitteeId: committee,
        sFromDate: ukDay(from),
        sToDate: ukDay(to),
      }),
    },
    tools,
  );
  const bounds = [from, to].map((at) => at.toISOString().slice(0, 10)) as [string, string];
  return elementsIn(root, 'meeting').flatMap((meeting) => {
    const id = textIn(meeting, 'meetingid');
    const held = dayOfUk(textIn(meeting, 'meetingdate'));
    // Some councils answer with all meetings there ever were, whatever was asked.
    const isInside = held === null || (held >= bounds[0] && held <= bounds[1]);
    return id && isInside ? [{ id, day: held }] : [];
  });
}

function papersOf(root: XmlElement, meeting: Meeting, source: Source, today: string) {
  const committee = elementsIn(root, 'committeetitle')[0]?.text ?? null;
  let restricted = 0;
  const host = new URL(source.url).host;
  const offers = elementsIn(root, 'linkeddoc').flatMap((paper): Offer[] => {
    if (/^(true|1|yes)$/i.test(textIn(paper, 'isrestricted') ?? '')) {
      restricted += 1;
      return [];
    }
    const url = addressOf(textIn(paper, 'url') ?? '', source);
    const id = textIn(paper, 'attachmentid');
    if (!url) return [];
    const title = textIn(paper, 'title') ?? 'Paper';
    const held = meeting.day && meeting.day <= today ? meeting.day : null;
    return [
      offerOf({
        key: id ? `attachment:${id}` : url,
        url,
        title: committee && !title.includes(committee) ? `${title} (${committee})` : title,
        publishedOn: held,
        documentType: 'Committee paper',
        identifiers: id ? [{ scheme: 'committee-document', value: `${host}:${id}` }] : [],
      }),
    ];
  });
  return { offers, restricted };
}

/** The papers of one committee's meetings, by the web service. @throws {SourceFailure} */
export async function readMeetings(
  source: Source,
  committee: string,
  tools: Tools,
): Promise<SourceReading> {
  const meetings = await meetingsOf(source, committee, tools);
  const today = tools.clock().toISOString().slice(0, 10);
  const offers: Offer[] = [];
  let restricted = 0;
  for (const meeting of meetings) {
    const { root } = await askXml(
      { url: service(source, 'GetMeeting', { lMeetingId: meeting.id }) },
      tools,
    );
    const papers = papersOf(root, meeting, source, today);
    offers.push(...papers.offers);
    restricted += papers.restricted;
  }
  return readingOf({
    offers,
    found: `A committee with ${meetings.length} meetings and ${offers.length} public papers.`,
    warnings:
      restricted > 0 ? [`${restricted} papers are not open to the public and were left out.`] : [],
  });
}
