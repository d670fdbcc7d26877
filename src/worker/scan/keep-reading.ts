import { Candidate, type Offer, Publication, Scan, Source } from '#shared/entities/index.ts';
import { offerWithoutText } from '#shared/publications/offer-without-text.ts';
import type { Services } from '#shared/services.ts';
import { contentHash } from '#shared/text/hash.ts';
import { everyDays } from '#shared/text/rhythm.ts';
import { dueAfterSuccess, nextInterval } from '../claiming/rhythm.ts';
import type { SourceReading } from '../connectors/connector.ts';
import { noteChange } from '../record/note-change.ts';
import { followMove } from './follow-move.ts';
import { settleKeys } from './settle-keys.ts';

/** Keys looked up in one query. */
const batch = 500;

/** Of what the source said, in a fixed order: another hash means another offer. */
export function offerHash(offer: Offer): string {
  const { key: _, ...said } = offer;
  return contentHash(JSON.stringify(Object.entries(said).sort(([a], [b]) => a.localeCompare(b))));
}

async function existing(em: Services['em'], source: Source, offers: Offer[]) {
  const found = new Map<string, Candidate>();
  for (let start = 0; start < offers.length; start += batch) {
    const keys = offers.slice(start, start + batch).map(({ key }) => key);
    const rows = await em.find(Candidate, { source, key: { $in: keys } });
    for (const row of rows) found.set(row.key, row);
  }
  return found;
}

/** What the source has taken away stays in the library, and says so. */
async function markRemoved(em: Services['em'], source: Source, keys: string[], at: Date) {
  for (let start = 0; start < keys.length; start += batch) {
    const rows = await em.find(
      Candidate,
      {
        source,
        key: { $in: keys.slice(start, start + batch) },
        publication: { withdrawnAt: null },
      },
      { populate: ['publication'] },
    );
    for (const { publication } of rows) {
      if (!publication) continue;
      publication.withdrawnAt = at;
      publication.withdrawnNote = `${source.name} no longer lists it.`;
      await noteChange(em, publication, publication.withdrawnNote, at);
    }
  }
}

function addCandidate(
  em: Services['em'],
  { source, scan, at }: { source: Source; scan: Scan; at: Date },
  offer: Offer,
  hash: string,
): void {
  em.create(Candidate, {
    source,
    scan,
    key: offer.key,
    offer,
    offerHash: hash,
    firstOfferedAt: at,
    lastOfferedAt: at,
    state: 'pending',
    nextAttemptAt: at,
  });
}

function reopen(candidate: Candidate, offer: Offer, at: Date): void {
  candidate.offer = offer;
  candidate.state = 'pending';
  candidate.attempts = 0;
  candidate.nextAttemptAt = at;
}

/** What was erased is not read again, and nothing that its source says of it is kept. */
async function keepErased(em: Services['em'], changed: Candidate[]): Promise<void> {
  const ids = changed.flatMap(({ publication }) => publication?.id ?? []);
  const erased = ids.length
    ? await em.find(Publication, { id: { $in: ids }, takedown: 'erased' })
    : [];
  for (const { id, title } of erased) {
    for (const candidate of changed.filter(({ publication }) => publication?.id === id)) {
      candidate.offer = offerWithoutText(candidate.offer, title);
      candidate.state = 'recorded';
      candidate.nextAttemptAt = null;
    }
  }
}

/**
 * Remembers what was offered: new candidates, and those offered otherwise than before.
 *
 * @returns candidates that are read again
 */
function keepOffers(
  em: Services['em'],
  visit: { source: Source; scan: Scan; at: Date },
  offers: Offer[],
  known: ReadonlyMap<string, Candidate>,
): Candidate[] {
  const { scan, at } = visit;
  const changed: Candidate[] = [];
  for (const offer of offers) {
    const hash = offerHash(offer);
    const candidate = known.get(offer.key);
    if (!candidate) {
      addCandidate(em, visit, offer, hash);
      scan.fresh += 1;
      continue;
    }
    candidate.lastOfferedAt = at;
    if (candidate.offerHash === hash) continue;
    reopen(candidate, offer, at);
    candidate.offerHash = hash;
    scan.changed += 1;
    changed.push(candidate);
  }
  return changed;
}

/** Ends a scan that was read, with what its source says of itself and its validators. */
function endScan(
  em: Services['em'],
  visit: { source: Source; scan: Scan; at: Date; chance: number },
  reading: SourceReading,
  offers: Offer[],
): void {
  const { source, scan, at, chance } = visit;
  em.assign(scan, {
    offered: offers.length,
    httpStatus: reading.httpStatus,
    warnings: reading.warnings,
    outcome: 'read',
    endedAt: at,
  });
  source.restHours = reading.restHours;
  source.everyDays =
    everyDays(offers.map(({ publishedOn }) => publishedOn)) ?? source.everyDays ?? null;
  const isNews = scan.fresh + scan.changed > 0 && !scan.isFirst;
  em.assign(source, { ...readValues(source, at, { isNews, chance }), lastReadInFullAt: at });
  source.etag = reading.etag;
  source.lastModified = reading.lastModified;
  if (scan.fresh > 0) source.lastNewAt = at;
  source.endedAt = reading.hasEnded ? (source.endedAt ?? at) : null;
}

/**
 * Keeps what a visit said: its candidates and the source's validators in one transaction, so that
 * a crash can repeat a visit but never lose an entry. What is new is what was not offered before,
 * or is offered otherwise than before.
 */
export async function keepReading(
  { em, clock }: Pick<Services, 'em' | 'clock'>,
  given: { scanId: number; sourceId: number; reading: SourceReading; chance: number },
): Promise<void> {
  const at = clock();
  const { reading, chance } = given;
  await em.fork().transactional(async (em) => {
    const source = await em.findOneOrFail(Source, given.sourceId);
    const scan = await em.findOneOrFail(Scan, given.scanId);
    const known = await existing(em, source, reading.offers);
    const offers = reading.keysMayRepeat
      ? await settleKeys(em, source, reading, known)
      : reading.offers;
    const visit = { source, scan, at, chance };
    await keepErased(em, keepOffers(em, visit, offers, known));
    await markRemoved(em, source, reading.removed, at);
    endScan(em, visit, reading, offers);
    scan.warnings = [...scan.warnings, ...(await followMove(em, source, reading))];
  });
}

/** What a source that answered is set to: its failures are over and its next visit is known. */
export function readValues(source: Source, at: Date, visit: { isNews: boolean; chance: number }) {
  const intervalHours = nextInterval(Number(source.intervalHours), visit.isNews);
  const restHours = source.restHours ? Number(source.restHours) : null;
  return {
    lastScannedAt: at,
    lastSucceededAt: at,
    failures: 0,
    firstFailedAt: null,
    failureReason: null,
    intervalHours,
    nextScanAt: dueAfterSuccess(at, intervalHours, restHours, visit.chance),
  };
}
