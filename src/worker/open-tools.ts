import type { OpenServices } from '#shared/services.ts';
import type { Tools } from './connectors/connector.ts';
import { openFetch } from './fetch/open-fetch.ts';
import { openReaders } from './reading/apart/open-readers.ts';
import type { Readers } from './reading/reading.ts';

/** "Skylark/0.1 (+contact)": publishers can see who asks and whom to tell. */
const userAgent = (contact: string | null) =>
  `Skylark/0.1 (horizon scanning for safeguarding partnerships${contact ? `; ${contact}` : ''})`;

/**
 * What the stages work with, opened as the settings say.
 *
 * @param lent readers that were there before and stay; its own are opened and closed when left out
 */
export async function openTools(
  { config, clock, log }: OpenServices,
  lent?: Readers,
): Promise<{ tools: Tools; close(): Promise<void> }> {
  const { allowPrivateAddresses, polite, contact, openAlexKey, mailboxUrl, proxy } = config.fetch;
  const fetcher = openFetch({
    allowPrivateAddresses,
    polite,
    userAgent: userAgent(contact),
    proxy,
    tell: (sentence) => log.error(sentence),
  });
  const readers = lent ?? (await openReaders());
  return {
    tools: {
      fetch: fetcher.fetch,
      readers,
      clock,
      credentials: { contact, openAlexKey, mailboxUrl },
    },
    async close() {
      await fetcher.close();
      if (!lent) await readers.close();
    },
  };
}
