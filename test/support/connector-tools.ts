import { onTestFinished } from 'vitest';
import type { Source, SourceKind } from '#shared/entities/index.ts';
import type { Credentials, SourceReading, Tools } from '#worker/connectors/connector.ts';
import { connectorFor } from '#worker/connectors/connectors.ts';
import { openFetch } from '#worker/fetch/open-fetch.ts';
import { sharedReaders } from './shared-readers.ts';

/** The worker's own fetch and readers, closed when the test ends. */
export async function connectorTools(
  given: { now?: string; credentials?: Partial<Credentials> } = {},
): Promise<Tools> {
  const fetcher = openFetch({
    allowPrivateAddresses: true,
    polite: false,
    userAgent: 'Skylark/test',
  });
  onTestFinished(() => fetcher.close());
  return {
    fetch: fetcher.fetch,
    readers: await sharedReaders(),
    clock: () => new Date(given.now ?? '2026-09-18T09:00:00Z'),
    credentials: { contact: null, openAlexKey: null, mailboxUrl: null, ...given.credentials },
  };
}

/** A source that no database knows. */
export const aSource = (kind: SourceKind, url: string, given: Partial<Source> = {}): Source =>
  ({ kind, url, key: 'test', name: 'Test', publisher: 'Test', ...given }) as Source;

/** What a source says on a visit that is not answered with 304. */
export async function visit(source: Source, tools: Tools): Promise<SourceReading> {
  const reading = await connectorFor(source.kind).read(source, tools);
  if (reading === 'not-modified') throw new Error('the source answered 304');
  return reading;
}
