import { randomUUID } from 'node:crypto';
import os from 'node:os';
import { type Chance, type Clock, systemChance, systemClock } from './clock.ts';
import type { Config } from './config.ts';
import { type Bookkeeping, openBookkeeping } from './database/bookkeeping.ts';
import { ensureDataFolder } from './database/data-folder.ts';
import { loadVocabulary } from './database/load-vocabulary.ts';
import { wantPassages } from './database/meaning/wanted-passages.ts';
import {
  type DatabaseGiven,
  type EntityManager,
  type Orm,
  openDatabase,
} from './database/open-database.ts';
import { type Logger, openLog } from './log.ts';
import type { Mailer } from './mail/mailer.ts';
import { openMailer } from './mail/open-mailer.ts';
import { useNetwork } from './network.ts';
import { type CurrentIndex, openCurrentIndex } from './search/current-index.ts';
import type { Embedder } from './search/embedding/embedder.ts';
import { openEmbedder } from './search/embedding/open-embedder.ts';
import { openOwnEmbedder } from './search/embedding/open-own-embedder.ts';
import { vectorFault } from './search/fts5/vectors.ts';

/** What the verbs of `shared/` work with. A verb names only those it uses: `Pick<Services, 'em'>`. */
export interface Services {
  config: Config;
  /** One unit of work: forked for each request, tick or command. */
  em: EntityManager;
  search: CurrentIndex;
  /** Finds what is close in meaning; null: words alone are searched for. */
  embedder: Embedder | null;
  mailer: Mailer;
  bookkeeping: Bookkeeping;
  clock: Clock;
  chance: Chance;
  log: Logger;
  /** This process in leases: host, process and a random part. */
  holder: string;
}

export interface OpenServices extends Services {
  orm: Orm;
  /** The same services with an entity manager of their own. */
  fork(): Services;
  close(): Promise<void>;
}

/** The embedder of the settings; none, and said once, where the embedded index cannot keep vectors. */
function embedderOf({ embedder, meili }: Config, log: Logger): Embedder | null {
  if (!embedder) return null;
  const fault = meili ? null : vectorFault();
  if (fault) {
    log.warn(fault);
    return null;
  }
  return embedder === 'own' ? openOwnEmbedder() : openEmbedder(embedder);
}

/**
 * Opens database, index, mail and log as the settings say, and loads the vocabulary into an empty
 * database. The one composition root.
 *
 * @param given.patience milliseconds that the database is waited for; a minute when left out
 */
export async function openServices(
  config: Config,
  given: { clock?: Clock; chance?: Chance; log?: Logger } & DatabaseGiven = {},
): Promise<OpenServices> {
  const clock = given.clock ?? systemClock;
  const log = given.log ?? openLog(config.logLevel);
  useNetwork(config);
  ensureDataFolder(config);
  const orm = await openDatabase(config.databaseUrl, given);
  await loadVocabulary(orm.em.fork(), clock);
  const embedder = embedderOf(config, log);
  const bookkeeping = openBookkeeping({ em: () => orm.em.fork(), log });
  const search = await openCurrentIndex({
    config,
    orm,
    embedder,
    log,
    onGuessed: (ids) =>
      bookkeeping.note(`passages of ${ids.join(', ')}`, (em) =>
        wantPassages(em, { ids, model: embedder?.model ?? '', at: clock() }),
      ),
  }).catch(async (error: unknown) => {
    await orm.close();
    throw error;
  });
  const mailer = openMailer(config);
  const services: Services = {
    config,
    em: orm.em.fork(),
    search,
    embedder,
    mailer,
    bookkeeping,
    clock,
    chance: given.chance ?? systemChance,
    log,
    holder: `${os.hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`,
  };
  return {
    ...services,
    orm,
    fork: () => ({ ...services, em: orm.em.fork() }),
    async close() {
      await bookkeeping.settled();
      await search.close();
      await embedder?.close();
      await mailer.close();
      await orm.close();
    },
  };
}
