import type { Config } from '#shared/config.ts';
import { databaseKind } from '#shared/database/open-database.ts';
import { type OpenServices, openServices } from '#shared/services.ts';
import type { OfflineCommand } from '../command.ts';
import { type Check, check } from './check.ts';
import { databaseChecks, soundFile } from './database-checks.ts';
import { greetMail, roomOn, serviceChecks } from './service-checks.ts';

/** Milliseconds: what is locked or away is told, not waited for. */
const patience = 5000;

/** Opens everything as server and worker do, and looks at what can only be seen then. */
async function lookInside(config: Config): Promise<Check[]> {
  let services: OpenServices | undefined;
  const opening = await check(
    'database',
    'Look at DATABASE_URL and DATA_DIR, and at what the sentence says.',
    async () => {
      services = await openServices(config, { patience });
      return databaseKind(config.databaseUrl) === 'postgres'
        ? 'PostgreSQL answers.'
        : `SQLite opens ${config.databaseUrl}.`;
    },
  );
  if (!services) return [opening];
  try {
    return [opening, ...(await databaseChecks(services)), ...(await serviceChecks(services))];
  } finally {
    await services.close();
  }
}

async function lookAtAll(config: Config): Promise<Check[]> {
  const isFile = databaseKind(config.databaseUrl) === 'sqlite';
  return [
    await check('disk', 'Look at DATA_DIR.', () => roomOn(config)),
    ...(isFile
      ? [
          await check(
            'database file',
            'Stop server and worker, keep a copy of the file, and put the last backup in its place: npm run -s skylark -- restore FILE.',
            () => soundFile(config.databaseUrl),
          ),
        ]
      : []),
    ...(await lookInside(config)),
    await check(
      'mail',
      'Look whether SMTP_URL has the right host, port, name and password, and whether a firewall stands between.',
      () => greetMail(config),
    ),
  ];
}

const inLines = ({ name, isWell, says, remedy }: Check): string =>
  `${isWell ? 'well ' : 'look!'}  ${name}: ${says}${remedy ? `\n       ${remedy}` : ''}`;

/** Nothing is taken on trust: the file is checked, a text read, a row written, a title searched for. */
export const doctor: OfflineCommand = {
  name: 'doctor',
  usage: 'doctor',
  does: 'looks at database, disk, clock, search, mail, worker and sources, and says what to do',
  async runOffline(config) {
    const checks = await lookAtAll(config);
    return {
      text: checks.map(inLines).join('\n'),
      json: { isWell: checks.every(({ isWell }) => isWell), checks },
    };
  },
};
