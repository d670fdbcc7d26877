/** `npm start`, `npm run server`, `npm run worker`: one process, or one of the two halves. */
import { environment, loadConfig, WrongSettings } from '#shared/config.ts';
import { alone } from '#shared/database/alone.ts';
import { databaseFaultOf, inOperation } from '#shared/database/fault-of.ts';
import { logWhatEndsIt, logWhatIsSaid } from '#shared/log.ts';
import { firstAdministratorToken } from '#shared/people/first-administrator.ts';
import { reapplyTakedowns } from '#shared/publications/take-down.ts';
import { openServices } from '#shared/services.ts';
import { manualSource } from '#shared/sources/manual-source.ts';
import { addStarterSources } from '#shared/sources/starter-sources.ts';

/** For whoever starts it; the log is on standard error. */
const say = (line: string) => process.stdout.write(`${line}\n`);

/** Milliseconds that somebody at a page waits for the database, before the page says so. */
const patienceAtPage = 10_000;

async function run(halves: Set<string>): Promise<void> {
  const config = loadConfig(environment());
  const services = await openServices(
    config,
    halves.has('server') ? { patience: patienceAtPage } : {},
  );
  // Whoever read what we print may have gone, or its disk may be full: no reason to stop.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  logWhatIsSaid(services.log);
  // Before anything can be shown: the database may be an older copy that was put back.
  const again = await reapplyTakedowns(services.fork());
  if (again > 0) services.log.warn({ publications: again }, 'taken down again after a restore');
  await manualSource({ ...services, em: services.orm.em.fork() });
  const added = await alone(services.orm.em, (em) => addStarterSources({ ...services, em }));
  if (added > 0) services.log.info({ sources: added }, 'registered the starter sources');

  const closing: (() => Promise<void>)[] = [];
  let url = config.baseUrl ?? `http://${config.host}:${config.port}`;
  if (halves.has('server')) {
    const { serveApp } = await import('#server/serve.ts');
    const server = await serveApp(services);
    url = server.url;
    closing.push(server.close);
    const token = await firstAdministratorToken({ ...services, em: services.orm.em.fork() });
    say(`Skylark listens on ${url}`);
    if (token) {
      say('Nobody can sign in yet. Open this link, once, to become the first administrator:');
      say(`${url}/setup/${token}`);
    }
  }
  if (halves.has('server') && halves.has('worker')) {
    const { openWorkerThread } = await import('#worker/open-worker-thread.ts');
    const thread = await openWorkerThread({ config, baseUrl: url });
    closing.push(thread.close);
  } else if (halves.has('worker')) {
    const { openWorker } = await import('#worker/open-worker.ts');
    const worker = await openWorker(services, { baseUrl: () => url });
    await worker.start();
    closing.push(worker.close);
  }

  logWhatEndsIt(services.log);
  let isStopping = false;
  const stop = async () => {
    if (isStopping) process.exit(1);
    isStopping = true;
    // What still runs is waited for, but not for ever: leases and the outbox make up for the rest.
    setTimeout(() => process.exit(0), 10_000).unref();
    for (const close of closing) await close();
    await services.close();
    process.exit(0);
  };
  process.on('SIGTERM', stop).on('SIGINT', stop);
}

const [half] = process.argv.slice(2);
if (half && !['server', 'worker'].includes(half)) {
  console.error(`There is no “${half}”: leave it out, or say server or worker.`);
  process.exit(2);
}
run(new Set(half ? [half] : ['server', 'worker'])).catch((error: Error) => {
  const fault = databaseFaultOf(error);
  const lines = [
    error instanceof WrongSettings
      ? error.message
      : `Skylark could not start: ${fault ? `${inOperation[fault.reason]} (${error.message})` : error.message}`,
    ...(!(error instanceof WrongSettings) && process.env.LOG_LEVEL === 'debug'
      ? [error.stack]
      : []),
  ];
  process.stderr.write(`${lines.join('\n')}\n`);
  process.exit(1);
});
