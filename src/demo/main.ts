/** `npm run demo`: everything at once, with no network and no settings. */

import { Publication } from '#shared/entities/index.ts';
import { demonstrationNotice } from '#shared/notices.ts';
import { openDemonstration } from './open-demonstration.ts';

async function run(): Promise<void> {
  const demonstration = await openDemonstration({ say: console.log });
  const publications = await demonstration.services.orm.em.fork().count(Publication);
  console.log(
    [
      '',
      demonstrationNotice,
      `${publications} publications were fetched from the demonstration publisher.`,
      '',
      `Skylark       ${demonstration.url}`,
      `Sign in       ${demonstration.signInLink}`,
      `Inbox         ${demonstration.inbox.url}   (all mail that Skylark sends)`,
      `Publisher     ${demonstration.publisher.url}/northmere/feed.atom   (one of the fictional sites)`,
      '',
      'The sign-in link works once. Ctrl-C ends all of it and removes its data.',
    ].join('\n'),
  );
  let isStopping = false;
  const stop = async () => {
    if (isStopping) process.exit(1);
    isStopping = true;
    setTimeout(() => process.exit(0), 10_000).unref();
    await demonstration.close();
    process.exit(0);
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
}

run().catch((error: Error) => {
  console.error(`The demonstration could not start: ${error.message}`);
  process.exit(1);
});
