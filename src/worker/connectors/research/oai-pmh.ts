import type { Offer } from '#shared/entities/index.ts';
import { SourceFailure } from '#shared/errors.ts';
import { readDate } from '#shared/text/dates.ts';
import { elementsIn, textIn, textsIn, type XmlElement } from '../../reading/xml-element.ts';
import { askXml } from '../ask.ts';
import { type Connector, offerOf, readingOf } from '../connector.ts';
import { parametersOf } from '../query.ts';
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

/** A repository by OAI-PMH (https://www.openarchives.org/OAI/openarchivesprotocol.html). */
export const oaiPmhConnector: Connector = {
  kind: 'oai-pmh',
  async read(source, tools) {
    const asked = parametersOf(source.query);
    asked.set('verb', 'ListRecords');
    if (!asked.has('metadataPrefix')) asked.set('metadataPrefix', 'oai_dc');
    const last = source.lastSucceededAt;
    if (last) asked.set('from', dayBefore(last, overlap));
    else if (!asked.has('from')) asked.set('from', dayBefore(tools.clock(), firstReach));
    const isWanted = (offer: Offer) => {
      const match = asked.get('match');
      if (!match) return true;
      const text = `${offer.title} ${offer.summary ?? ''} ${offer.categories.join(' ')}`;
      return match.split('|').some((word) => text.toLowerCase().includes(word.toLowerCase()));
    };
    const sent = new URLSearchParams(asked);
    sent.delete('match');

    const offers: Offer[] = [];
    const removed: string[] = [];
    const warnings: string[] = [];
    const tokens = new Set<string>();
    let records = 0;
    let url: string | null = `${source.url}?${sent}`;
    for (let list = 1; url; list += 1) {
      const { root }: { root: XmlElement } = await askXml({ url }, tools);
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
      for (const record of elementsIn(root, 'record')) {
        records += 1;
        const [header] = elementsIn(record, 'header');
        const key = header && textIn(header, 'identifier');
        if (!header || !key) warnings.push('A record had no identifier and was left out.');
        else if (header.attributes.status === 'deleted') removed.push(key);
        else offers.push(...offerOfRecord(record, key, tools.clock()).filter(isWanted));
      }
      // The token alone: other parameters beside it are an error by the protocol.
      const token: string | undefined = elementsIn(root, 'resumptiontoken')[0]?.text;
      if (token && (tokens.has(token) || list >= mostLists)) {
        // Kept as a failure: what was not reached would otherwise be taken for read.
        throw new SourceFailure('unreadable', `${source.url} hands out lists without an end.`);
      }
      if (token) tokens.add(token);
      url = token
        ? `${source.url}?${new URLSearchParams({ verb: 'ListRecords', resumptionToken: token })}`
        : null;
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
