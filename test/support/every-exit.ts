import type { createApp } from '#server/create-app.tsx';
import { AlertMessage, Delivery, Digest, Letter } from '#shared/entities/index.ts';
import type { OpenServices } from '#shared/services.ts';
import type { Worker } from '#worker/worker.ts';
import { commands } from '../../src/commands/commands.ts';
import type { SmtpInbox } from './loopback/smtp-inbox.ts';
import type { Published } from './published-everywhere.ts';

const baseUrl = 'http://skylark.test';

/** One thing that left the program, with where it came from. */
export interface Left {
  exit: string;
  text: string;
}

/** What each parameter of a route stands for, told by the word before it. */
const parameters = (it: Published): Record<string, (number | string)[]> => ({
  publications: [it.publicationId],
  documents: it.documentIds,
  versions: [1, 2],
  entries: [it.entryId],
  links: it.linkIds,
  answer: it.linkIds,
  figures: [it.figureId],
  plans: [it.planId],
  matches: [it.matchId],
  sources: [it.sourceId],
  requests: it.requestIds,
  previews: [it.previewId],
  searches: [it.searchId],
  digests: it.weeks,
  vocabulary: [it.conceptId],
  missed: it.mentionIds,
  meetings: [1],
  sift: [it.publicationId],
  method: ['2026-Q3', '2026-Q4'],
  unsubscribe: [it.unsubscribeToken],
  'stop-alerts': [it.stopToken],
  'sign-in': ['no-token'],
  setup: ['no-token'],
  assets: ['0'],
  ':hash': ['app.css'],
});

/** What may be asked of a page besides its address: each that shows more of something. */
const questions = (it: Published) => [
  '',
  '?q=hotel&part=all&size=100&choice=in',
  '?q=review&part=backlog&size=100&sort=newest&include=suggested',
  `?entry=${it.entryId}&wait=no&token=${it.feedToken}&q=revi`,
];

/** Every address that a GET route of the app has, with real ids in it. */
export function addressesOf(app: ReturnType<typeof createApp>, it: Published): string[] {
  const routes = new Set(
    app.routes.filter(({ method }) => method === 'GET').map(({ path }) => path),
  );
  const known = parameters(it);
  return [...routes].flatMap((route) => {
    let addresses = [''];
    let before = '';
    for (const part of route.split('/').filter(Boolean)) {
      const values = part.startsWith(':') ? known[before] : [part];
      if (!values) throw new Error(`say in test/support/every-exit.ts what ${part} of ${route} is`);
      addresses = addresses.flatMap((address) => values.map((value) => `${address}/${value}`));
      before = part.replace(/\{.*\}$/, '');
    }
    return addresses.map((address) => address || '/').filter((address) => !address.includes('*'));
  });
}

/** All that the pages, the API, feeds and files say, asked with this way of signing in. */
export async function everyAnswer(
  app: ReturnType<typeof createApp>,
  it: Published,
  headers: Record<string, string>,
  isAsked = (_: string) => true,
): Promise<Left[]> {
  const left: Left[] = [];
  for (const address of addressesOf(app, it).filter(isAsked)) {
    // To a page, a program with a token is nobody: once is enough.
    const isOnce = 'authorization' in headers && !address.startsWith('/api/');
    for (const question of isOnce ? [''] : questions(it)) {
      const asked = `${address}${question}`;
      const answer = await app.request(`${baseUrl}${asked}`, { headers, redirect: 'manual' });
      if (answer.status >= 500 && !address.startsWith('/readyz')) {
        throw new Error(`${asked} answered ${answer.status}: ${await answer.text()}`);
      }
      const text = `${await answer.text()} ${JSON.stringify([...answer.headers])}`;
      left.push({ exit: `${answer.status} ${asked}`, text: text.toLowerCase() });
    }
  }
  return left;
}

/** Sends again what waits: digests, alerts, reminders, what administrators are told. */
async function everyMail(
  services: OpenServices,
  worker: Worker,
  inbox: SmtpInbox,
): Promise<Left[]> {
  const em = services.orm.em.fork();
  const again = { state: 'waiting', nextAttemptAt: new Date(0), attempts: 0 } as const;
  await em.nativeUpdate(Delivery, { id: { $gt: 0 } }, again);
  await em.nativeUpdate(AlertMessage, { id: { $gt: 0 } }, again);
  await em.nativeUpdate(Letter, { id: { $gt: 0 } }, again);
  await em.nativeUpdate(Digest, { state: 'sent' }, { state: 'sending' });
  inbox.messages.length = 0;
  await worker.digests();
  await worker.searchAlerts();
  await worker.alerts();
  await worker.send();
  return inbox.messages.map(({ subject, text, html, headerLines }) => ({
    exit: `mail ${subject}`,
    text: [subject, text, html, ...headerLines.map(({ line }) => line)].join('\n').toLowerCase(),
  }));
}

/** Commands that print something of the library, and how they are given; why the others do not. */
const printing: Record<string, string[] | string> = {
  'source add': 'says what was added',
  'source list': [],
  'source test': 'reads a source anew; what it prints goes through the same as what is kept',
  'source import': 'says how many',
  'source export': [],
  scan: 'says how many',
  'publication add': 'says what it has just read, of which nothing was taken down',
  search: ['hotel'],
  'index status': [],
  'index rebuild': 'says how many',
  backup: 'is the database itself',
  restore: 'is the database itself',
  'plan import': 'reads a plan',
  'plan match': 'compares a list with entries, and says how many publications are linked',
  'digest preview': [],
  'digest send': 'says how many; the mails are looked at',
  'user add': 'says who',
  'token create': 'says the token',
  assurance: [],
  missed: [],
  'missed add': 'says how many',
  method: 'writes what the page of the method statement says',
  doctor: [],
  verify: 'checks a file that somebody has',
};

async function everyOutput(services: OpenServices, weeks: string[]): Promise<Left[]> {
  const left: Left[] = [];
  for (const command of commands) {
    const words = printing[command.name];
    if (words === undefined) {
      throw new Error(`say in test/support/every-exit.ts what ${command.name} prints`);
    }
    if (typeof words === 'string' || !('run' in command)) continue;
    for (const week of command.name.startsWith('digest') ? weeks : ['']) {
      const options = week ? { week } : {};
      const given = { words, options, progress: () => undefined };
      const { text, json } = await command.run({ ...services, em: services.orm.em.fork() }, given);
      const printed = `${text}\n${JSON.stringify(json)}`.toLowerCase();
      left.push({ exit: `command ${command.name}`, text: printed });
    }
  }
  return left;
}

/** Everything that leaves the program by any way. */
export async function everythingThatLeaves(
  app: ReturnType<typeof createApp>,
  services: OpenServices,
  given: { it: Published; cookie: string; inbox: SmtpInbox; worker: Worker },
): Promise<Left[]> {
  const { it, cookie, inbox, worker } = given;
  const left = [
    ...(await everyAnswer(app, it, { cookie })),
    ...(await everyAnswer(app, it, { authorization: `Bearer ${it.token}` })),
    ...(await everyMail(services, worker, inbox)),
    ...(await everyOutput(services, it.weeks)),
  ];
  return left;
}
