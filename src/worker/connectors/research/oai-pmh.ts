import type { Offer, Source } from '#shared/entities/index.ts';
import { SourceFailure } from '#shared/errors.ts';
import { readDate } from '#shared/text/dates.ts';
import { elementsIn, textIn, textsIn, type XmlElement } from '../../reading/xml-element.ts';
import { askXml } from '../ask.ts';
import { type Connector, offerOf, readingOf, type Tools } from '../connector.ts';
import { anyOf, parametersOf, questionFrom, takeParameter } from '../query.ts';
import { doiIdentity, doiOf, plainRecord } from './record-facts.ts';
import { retrieveRecord } from './retrieve-record.ts';

/** Lists of one visit; a repository hands out 100 to 1,000 records in each. */
const mostLists = 2000;
/** Asked for again from this long before the last visit: records can appear late. Days. */
const overlap = 3;
/** A first visit reaches back this far unless the question says from when. Days. */
const firstReach = 180;

const dayBefore = (at: Date, days: number) =>
  new Date(at.getTime() - days * 86_400_000).toISOString().slice(0, 10);

const isAddress = (text: string) => /^https?:/i.test(text) && URL.canParse(text);

/**
 * The day of issue among a record's dates. Dublin Core does not say which is which: times of day are
 * written by the repository when something was deposited, days to come are ends of embargoes, and
 * what was issued cannot have been deposited before.
 *
 * @param datestamp of the record's header: when the repository last touched it
 */
function dayOfIssue(dc: XmlElement, datestamp: string | null, now: Date): string | null {
  const said = textsIn(dc, 'date').filter((date) => !/embargo|available/i.test(date));
  const days = said.filter((date) => !/\dT\d/.test(date));
  const lone = said.length === 1 && said[0] !== datestamp ? said : [];
  const issued = (days.length > 0 ? days : lone)
    .flatMap((date) => readDate(date) ?? [])
    .filter((date) => date <= now)
    .sort((a, b) => a.getTime() - b.getTime());
  return issued[0]?.toISOString().slice(0, 10) ?? null;
}

/** What a record says of how it was reviewed, of its version or of access, not of what it is. */
const noType = /^(peer|non[ -]?peer|not |text$)|version$|access$/i;

/** "info:eu-repo/semantics/article" as "article". */
const nameOfType = (type: string) =>
  /^(info:|https?:)/i.test(type) ? (type.split(/[/#]/).at(-1) ?? type) : type;

function offerOfRecord(record: XmlElement, key: string, now: Date): Offer[] {
  const [dc] = elementsIn(record, 'dc');
  if (!dc) return [];
  const identifiers = [...textsIn(dc, 'identifier'), ...textsIn(dc, 'relation')];
  const doi = identifiers.map(doiOf).find((one) => one !== null) ?? null;
  const addresses = identifiers.filter(isAddress);
  const files = addresses.filter((url) => /\.(pdf|docx)$/i.test(new URL(url).pathname));
  const page =
    textsIn(dc, 'relation').find((url) => isAddress(url) && !files.includes(url)) ??
    addresses.find((url) => !files.includes(url)) ??
    files[0] ??
    (doi ? `https://doi.org/${doi}` : null);
  if (!page) return [];
  const title = plainRecord(textIn(dc, 'title'));
  const [header] = elementsIn(record, 'header');
  return [
    offerOf({
      key,
      url: page,
      title: title || page,
      summary: plainRecord(textIn(dc, 'description')) || null,
      publishedOn: dayOfIssue(dc, header ? textIn(header, 'datestamp') : null, now),
      authors: textsIn(dc, 'creator'),
      publisher: textIn(dc, 'publisher'),
      documentType:
        textsIn(dc, 'type')
          .map(nameOfType)
          .find((type) => !noType.test(type)) ?? null,
      categories: textsIn(dc, 'subject'),
      identifiers: [{ scheme: 'oai', value: key }, ...doiIdentity(doi)],
      attachments: files.slice(0, 3).map((url) => ({ url, title, mediaType: null })),
    }),
  ];
}

/** One list of records as it was handed out. @throws {SourceFailure} when it is none */
async function askList(url: string, tools: Tools): Promise<XmlElement> {
  const { root } = await askXml({ url }, tools);
  const [error] = elementsIn(root, 'error');
  if (error && error.attributes.code !== 'noRecordsMatch') {
    throw new SourceFailure(
      'unreadable',
      `The repository answered “${error.text || error.attributes.code}”.`,
    );
  }
  if (!error && elementsIn(root, 'listrecords').length === 0) {
    throw new SourceFailure('unreadable', `${url} did not answer as an OAI-PMH repository.`);
  }
  return root;
}

/** Lists one after another, as far as the repository's tokens lead. */
async function* listsOf(source: Source, first: URLSearchParams, tools: Tools) {
  const tokens = new Set<string>();
  let asked: URLSearchParams | null = first;
  for (let list = 1; asked; list += 1) {
    const root: XmlElement = await askList(`${source.url}?${asked}`, tools);
    yield root;
    const token: string | undefined = elementsIn(root, 'resumptiontoken')[0]?.text;
    if (token && (tokens.has(token) || list >= mostLists)) {
      // Kept as a failure: what was not reached would otherwise be taken for read.
      throw new SourceFailure('unreadable', `${source.url} hands out lists without an end.`);
    }
    if (token) tokens.add(token);
    // The token alone: other parameters beside it are an error by the protocol.
    asked = token ? new URLSearchParams({ verb: 'ListRecords', resumptionToken: token }) : null;
  }
}

/** What is asked for: since the last visit, or as far as a first one reaches back. */
function questionOf(source: Source, now: Date): URLSearchParams {
  const asked = parametersOf(source.query);
  asked.set('verb', 'ListRecords');
  if (!asked.has('metadataPrefix')) asked.set('metadataPrefix', 'oai_dc');
  const last = source.lastSucceededAt;
  if (last) asked.set('from', dayBefore(last, overlap));
  else if (!asked.has('from')) asked.set('from', dayBefore(now, firstReach));
  return asked;
}

/** A repository by OAI-PMH (https://www.openarchives.org/OAI/openarchivesprotocol.html). */
export const oaiPmhConnector: Connector = {
  kind: 'oai-pmh',
  recognise({ origin, pathname, searchParams }) {
    const isAsked = /^(Identify|List\w+|GetRecord)$/.test(searchParams.get('verb') ?? '');
    if (!isAsked && !/\/(oai2?|oai-pmh)([/.]|$)/i.test(pathname)) return null;
    const kept = questionFrom(searchParams, { set: 'set', metadataPrefix: 'metadataPrefix' });
    return { url: `${origin}${pathname}`, query: kept };
  },
  async read(source, tools) {
    const asked = questionOf(source, tools.clock());
    const isNamed = anyOf(takeParameter(asked, 'match'));
    const isWanted = ({ title, summary, categories }: Offer) =>
      isNamed(`${title} ${summary ?? ''} ${categories.join(' ')}`);
    const offers: Offer[] = [];
    const removed: string[] = [];
    const warnings: string[] = [];
    let records = 0;
    for await (const list of listsOf(source, asked, tools)) {
      for (const record of elementsIn(list, 'record')) {
        records += 1;
        const [header] = elementsIn(record, 'header');
        const key = header && textIn(header, 'identifier');
        if (!header || !key) warnings.push('A record had no identifier and was left out.');
        else if (header.attributes.status === 'deleted') removed.push(key);
        else offers.push(...offerOfRecord(record, key, tools.clock()).filter(isWanted));
      }
    }
    return readingOf({
      offers,
      removed,
      warnings,
      found: `A repository: ${records} records since ${asked.get('from')}${offers.length === records ? '' : `, of which ${offers.length} match`}.`,
    });
  },
  retrieve: (_source, offer, tools) => retrieveRecord(offer, tools),
};
