import { systemClock } from '#shared/clock.ts';
import { openServices } from '#shared/services.ts';
import { asIndexer } from '#worker/index/hold-indexer.ts';
import { keepIndexTrue } from '#worker/index/keep-index-true.ts';
import { needed, type OfflineCommand } from '../command.ts';
import { backUpDatabase } from './back-up-database.ts';
import { restoreDatabase } from './restore-database.ts';

const backup: OfflineCommand = {
  name: 'backup',
  usage: 'backup FILE [--force]',
  does: 'copies the SQLite database as it stands, also while server and worker run',
  options: { force: { type: 'boolean' } },
  async runOffline(config, given) {
    const file = needed(given, 'The file', backup.usage);
    const made = backUpDatabase(config, { file, force: given.options.force === true });
    return {
      text: `Backed up ${made.publications} publications to ${made.file} (${Math.ceil(made.bytes / 1024)} kB). Keep takedowns.jsonl of ${config.dataDir} apart from it.`,
      json: made,
    };
  },
};

const restore: OfflineCommand = {
  name: 'restore',
  usage: 'restore FILE [--force]',
  does: 'puts a backup in the place of the SQLite database, which is kept beside it',
  options: { force: { type: 'boolean' } },
  async runOffline(config, given) {
    const file = needed(given, 'The file', restore.usage);
    const clock = systemClock;
    const force = given.options.force === true;
    const restored = await restoreDatabase(config, { file, force, clock });
    const services = await openServices(config);
    try {
      given.progress('Building the search index anew.');
      await asIndexer(services, { isPatient: true }, (indexer) =>
        keepIndexTrue(services, services.orm, indexer),
      );
    } finally {
      await services.close();
    }
    const { replaced, publications, migrated, takenDown } = restored;
    return {
      text: [
        `Restored ${publications} publications from ${restored.file}; the search index was built anew.`,
        ...(replaced ? [`What was there before is kept as ${replaced}.`] : []),
        ...(migrated > 0 ? [`It was brought up to date in ${migrated} steps.`] : []),
        ...(takenDown > 0 ? [`${takenDown} publications were taken down again.`] : []),
        ...(restored.wasInUse
          ? ['Start server and worker again: they do not see the restored database yet.']
          : []),
      ].join('\n'),
      json: restored,
    };
  },
};

export const backupCommands = [backup, restore];
