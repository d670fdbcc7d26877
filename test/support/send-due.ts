import type { OpenServices, Services } from '#shared/services.ts';
import { openSender } from '#worker/sending/open-sender.ts';

/** Sends what is due of all ledgers, as a worker that has just started, and waits until it is sent. */
export async function sendDue(
  services: OpenServices,
  baseUrl: string,
  instead: Partial<Services> = {},
): Promise<void> {
  const sender = openSender({ ...services.fork(), ...instead }, { baseUrl: () => baseUrl });
  await sender.drain();
  await sender.close();
}
