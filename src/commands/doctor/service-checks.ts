import { accessSync, constants, statfsSync } from 'node:fs';
import type { Config } from '#shared/config.ts';
import { Publication } from '#shared/entities/index.ts';
import { instantInWords } from '#shared/london.ts';
import { greetMailServer } from '#shared/mail/greet-mail-server.ts';
import { showMailTroubles } from '#shared/mail/mail-trouble.ts';
import type { OpenServices } from '#shared/services.ts';
import { scanAssurance } from '#shared/sources/assurance.ts';
import { showWorkerHealth } from '#shared/sources/worker-health.ts';
import { wordsOf } from '#shared/text/words.ts';
import { type Check, check, Finding } from './check.ts';

const mebibyte = 1_048_576;
/** Mebibytes: below it a scan of a few long reviews may fill the disk. */
const leastFree = 500;

const rebuildIt =
  'Start the worker, which mends it, or build it anew: npm run -s skylark -- index rebuild.';

/** Room on the disk, and whether we may write there. */
export function roomOn({ dataDir }: Pick<Config, 'dataDir'>): string {
  try {
    accessSync(dataDir, constants.W_OK);
  } catch {
    throw new Finding(
      `${dataDir} is not there, or cannot be written to.`,
      'Make the folder and give it to the user that Skylark runs as, or set DATA_DIR to another.',
    );
  }
  const { bavail, bsize } = statfsSync(dataDir);
  const free = Math.round((bavail * bsize) / mebibyte);
  if (free < leastFree) {
    throw new Finding(
      `Only ${free} MB are free in ${dataDir}.`,
      'Make room before the disk is full: old backups and skylark.db.replaced-… are what may go. When it is full nothing is saved, and reading goes on.',
    );
  }
  return `${free} MB are free in ${dataDir}.`;
}

/** Looks for a publication by the words of its own title. */
async function findOne({ orm, search }: OpenServices): Promise<string> {
  const { publications, engine } = await search.status();
  const em = orm.em.fork();
  const indexed = { indexNumber: { $gt: 0 }, mergedIntoId: null, takedown: null };
  const known = await em.count(Publication, indexed);
  const newest = await em.findOne(Publication, indexed, { orderBy: { id: 'desc' } });
  if (!newest) return `It answers (${engine}); nothing is in the library yet.`;
  const words = wordsOf(newest.title).slice(0, 8);
  const { hits } = await search.search({ words: words.map(({ folded }) => folded).join(' ') });
  if (publications < known) {
    throw new Finding(`It holds ${publications} of ${known} publications.`, rebuildIt);
  }
  if (hits.length === 0) {
    throw new Finding(`A search for the title “${newest.title}” finds nothing.`, rebuildIt);
  }
  return `It holds ${publications} publications (${engine}), and finds “${newest.title}”.`;
}

/** @throws {EmbedderFailure} */
async function askEmbedder({ embedder, search }: OpenServices): Promise<string> {
  const [vector] = (await embedder?.embed(['Skylark'], { within: 60_000, isAwaited: true })) ?? [];
  const { withoutMeaning } = await search.status();
  return `It answers vectors of ${vector?.length ?? 0} numbers; it has ${withoutMeaning ?? 0} publications still to read.`;
}

/** Connects and signs in; sends nothing. */
export async function greetMail({ smtpUrl }: Pick<Config, 'smtpUrl'>): Promise<string> {
  if (!smtpUrl) {
    throw new Finding(
      'No mail server is set: no sign-in links, digests or alerts can be mailed.',
      'Set SMTP_URL, and MAIL_FROM to an address that the server lets us send from.',
    );
  }
  const { host } = new URL(smtpUrl);
  await greetMailServer(smtpUrl);
  return `The mail server ${host} greets us and lets us in.`;
}

async function workerTicks(services: OpenServices): Promise<string> {
  const { isWell, words } = await showWorkerHealth(services);
  if (isWell) return words;
  throw new Finding(
    words,
    'Start it: npm start, or npm run worker beside the server. Where it runs, its log says why.',
  );
}

/** Whether the mail server takes what it is given, as sending found out. */
async function mailIsTaken({ orm }: OpenServices): Promise<string> {
  const { server, some } = await showMailTroubles({ em: orm.em.fork() });
  const trouble = server ?? some;
  if (!trouble) return 'Nothing is known against it.';
  const since = instantInWords(new Date(trouble.since));
  throw new Finding(
    `Since ${since} ${server ? 'no mail can be sent' : 'some messages are not taken'}. ${trouble.words}`,
    'What waits is tried again by itself for five days. Ask whoever runs the mail server what it holds against MAIL_FROM.',
  );
}

async function sourcesAreWell(services: OpenServices): Promise<string> {
  const { sources, failing, quiet, astray, words } = await scanAssurance(services);
  const troubles = [
    failing.length > 0
      ? `${failing.length} of ${sources} are failing: ${failing.map(({ name }) => name).join('; ')}.`
      : null,
    ...[...quiet, ...astray].map(({ name, explanation }) => `${name}: ${explanation}`),
  ].filter(Boolean);
  if (troubles.length === 0) return words;
  throw new Finding(
    troubles.join(' '),
    'Open each on the page “Sources” and press “Test this source”: it says what the publisher answers.',
  );
}

/** What needs the services to be open. */
export const serviceChecks = async (services: OpenServices): Promise<Check[]> => [
  await check('search', rebuildIt, () => findOne(services)),
  ...(services.embedder
    ? [
        await check(
          'embedder',
          services.config.embedder === 'own'
            ? 'Install Skylark anew, or set EMBEDDER=off. Words are found without it.'
            : 'Look whether it runs, and at EMBEDDER_URL and EMBEDDER_MODEL. Words are found without it.',
          () => askEmbedder(services),
        ),
      ]
    : []),
  await check('worker', 'Start the worker.', () => workerTicks(services)),
  await check('mail that waits', 'Look at the page “Digests”.', () => mailIsTaken(services)),
  await check('sources', 'Look at the page “Sources”.', () => sourcesAreWell(services)),
];
