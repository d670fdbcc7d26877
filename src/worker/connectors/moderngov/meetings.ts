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

/** Words with which councils mark a meeting that was not held, in English and Welsh. */
const notHeld = /^\W*(?:(?:cancell?ed|abandoned|canslwyd)\b|wedi.?i (?:ganslo|chanslo)\b)/i;
const notHeldAtEnd =
  /[-–—:(,*]\s*(?:cancell?ed|abandoned|canslwyd|wedi.?i (?:ganslo|chanslo))\W*$/i;

/** Whether a title says that its meeting was cancelled, and not that something else was. */
export const saysCancelled = (title: string): boolean =>
  notHeld.test(title) || notHeldAtEnd.test(title);

/** A list of meetings has the status under one name, a meeting itself sometimes under another. */
function isCancelled(meeting: XmlElement): boolean {
  const status = textIn(meeting, 'meetingstatus') ?? textIn(meeting, 'status') ?? '';
  const flag = textIn(meeting, 'iscancelled') ?? textIn(meeting, 'cancelled') ?? '';
  const titles = ['meetingtitle', 'title'].map((name) => textIn(meeting, name) ?? '');
  return [status, ...titles].some(saysCancelled) || /^(?:true|1|yes)$/i.test(flag);
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
    return id && isInside && !isCancelled(meeting) ? [{ id, day: held }] : [];
  });
}

const isRestricted = (paper: XmlElement) =>
  /^(true|1|yes)$/i.test(textIn(paper, 'isrestricted') ?? '');

interface OfMeeting {
  source: Source;
  committee: string | null;
  /** The day on which it was held; a meeting to come is no date of publication. */
  heldOn: string | null;
}

function offerOfPaper(paper: XmlElement, { source, committee, heldOn }: OfMeeting): Offer[] {
  const url = addressOf(textIn(paper, 'url') ?? '', source);
  if (!url) return [];
  const id = textIn(paper, 'attachmentid');
  const title = textIn(paper, 'title') ?? 'Paper';
  const document = id ? `${new URL(source.url).host}:${id}` : null;
  return [
    offerOf({
      key: id ? `attachment:${id}` : url,
      url,
      title: committee && !title.includes(committee) ? `${title} (${committee})` : title,
      publishedOn: heldOn,
      documentType: 'Committee paper',
      identifiers: document ? [{ scheme: 'committee-document', value: document }] : [],
    }),
  ];
}

function papersOf(root: XmlElement, meeting: Meeting, source: Source, today: string) {
  if (isCancelled(root)) return { offers: [], restricted: 0 };
  const committee = elementsIn(root, 'committeetitle')[0]?.text ?? null;
  const heldOn = meeting.day && meeting.day <= today ? meeting.day : null;
  const papers = elementsIn(root, 'linkeddoc');
  const open = papers.filter((paper) => !isRestricted(paper));
  return {
    offers: open.flatMap((paper) => offerOfPaper(paper, { source, committee, heldOn })),
    restricted: papers.length - open.length,
  };
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
