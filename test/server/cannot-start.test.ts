import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { loadConfig, WrongSettings } from '#shared/config.ts';
import { openServices } from '#shared/services.ts';
import { runCommand, startSkylark, toItsEnd } from '../support/command-line.ts';
import { temporaryFolder } from '../support/databases.ts';
import { postgresPassword, startPostgres } from '../support/run/postgres.ts';
import { canHaveSmallDisk, smallDisk } from '../support/small-disk.ts';

type Given = Record<string, string>;

/** The programs that somebody starts: all of Skylark, each half, and a command. */
const programs: [name: string, run: (given: Given) => ReturnType<typeof toItsEnd>][] = [
  ['npm start', (given) => toItsEnd(startSkylark(given))],
  ['npm run server', (given) => toItsEnd(startSkylark(given, ['server']))],
  ['npm run worker', (given) => toItsEnd(startSkylark(given, ['worker']))],
  ['a command', (given) => runCommand(['source', 'list'], given)],
];

/** What opening says, as every program does before anything else. */
async function opensWith(given: Given, sentence: string): Promise<void> {
  const config = loadConfig({ LOG_LEVEL: 'silent', ...given });
  await expect(openServices(config)).rejects.toThrow(new WrongSettings(sentence));
}

/** Starts each program: it is to say this one thing alone, and fail. */
async function allSay(given: Given, sentence: string, which = programs): Promise<void> {
  const said = await Promise.all(
    which.map(async ([name, run]) => ({ name, ...(await run({ PORT: '0', ...given })) })),
  );
  expect(said).toEqual(
    which.map(([name]) => ({ name, code: 1, stdout: '', stderr: `${sentence}\n` })),
  );
}

describe('a data folder that cannot be used', () => {
  const remedy =
    'Set DATA_DIR to a folder that the account running Skylark may write to, or give it leave there.';

  it('is told when it is a file', async () => {
    const file = path.join(temporaryFolder(), 'notes.txt');
    writeFileSync(file, 'minutes');

    await allSay(
      { DATA_DIR: file },
      `Skylark cannot start: DATA_DIR is ${file}, which is a file and not a folder. Set DATA_DIR to a folder, or move the file away.`,
    );
  });

  it('is told when it would lie in a file', async () => {
    const file = path.join(temporaryFolder(), 'notes.txt');
    writeFileSync(file, 'minutes');

    await opensWith(
      { DATA_DIR: path.join(file, 'data') },
      `Skylark cannot start: DATA_DIR is ${file}/data, but ${file} is a file, in which there can be no folder. Set DATA_DIR to another place, or move the file away.`,
    );
  });

  it.runIf(process.platform === 'linux')('is told when no folder can be made there', async () => {
    await opensWith(
      { DATA_DIR: '/proc/skylark/data' },
      `Skylark cannot start: DATA_DIR is /proc/skylark/data, but it is not there and cannot be made in /proc: no folder can be made there. ${remedy}`,
    );
  });

  it.runIf(canHaveSmallDisk())('is told when its disk can only be read', async () => {
    const { folder } = smallDisk(1);
    execFileSync('mount', ['-o', 'remount,ro', folder]);

    await opensWith(
      { DATA_DIR: folder },
      `Skylark cannot start: DATA_DIR is ${folder}, but nothing can be saved in it: that disk can only be read. ${remedy}`,
    );
    await opensWith(
      { DATA_DIR: path.join(folder, 'data') },
      `Skylark cannot start: DATA_DIR is ${folder}/data, but it is not there and cannot be made in ${folder}: that disk can only be read. ${remedy}`,
    );
  });

  it.skipIf(process.getuid?.() === 0)('is told when it may not be written to', async () => {
    const folder = temporaryFolder();
    chmodSync(folder, 0o555);

    await opensWith(
      { DATA_DIR: folder },
      `Skylark cannot start: DATA_DIR is ${folder}, but nothing can be saved in it: this account may not write there. ${remedy}`,
    );
  });

  it('is told when what should be the database is none, or a folder', async () => {
    const [junk, odd] = [temporaryFolder(), temporaryFolder()];
    writeFileSync(path.join(junk, 'skylark.db'), 'This is a letter, not a database. '.repeat(200));
    mkdirSync(path.join(odd, 'skylark.db'));

    await opensWith(
      { DATA_DIR: junk },
      `Skylark cannot start: see DATA_DIR: ${junk}/skylark.db is no database. Move it away, or put a backup in its place (npm run -s skylark -- restore FILE).`,
    );
    await opensWith(
      { DATA_DIR: odd },
      `Skylark cannot start: in DATA_DIR, ${odd}/skylark.db is a folder where the database should be. Move it away, or set DATA_DIR to another folder.`,
    );
  });
});

describe('a PostgreSQL that cannot be used', () => {
  let server: Awaited<ReturnType<typeof startPostgres>>;
  beforeAll(async () => {
    server = await startPostgres({ auth: 'scram-sha-256' });
  });
  afterAll(() => server.stop());

  const at = (change: (url: URL) => void): Given => {
    const url = new URL(server.url);
    url.password = postgresPassword;
    change(url);
    return { DATA_DIR: temporaryFolder(), DATABASE_URL: url.href };
  };

  it('is told when nothing listens there', async () => {
    await opensWith(
      at((url) => {
        url.host = '127.0.0.1:1';
      }),
      'Skylark cannot start: see DATABASE_URL: nothing listens at 127.0.0.1:1. Start PostgreSQL there, or correct host and port.',
    );
  });

  it('is told when there is no such host', async () => {
    await opensWith(
      at((url) => {
        url.host = 'database.invalid:5432';
      }),
      'Skylark cannot start: see DATABASE_URL: there is no host “database.invalid”. Correct the name, or look at the network.',
    );
  });

  it('is told when the password is wrong, and never which', async () => {
    const { host } = new URL(server.url);

    await allSay(
      at((url) => {
        url.password = 'sparrow';
      }),
      `Skylark cannot start: see DATABASE_URL: PostgreSQL at ${host} does not take the password of “postgres”. Correct user and password.`,
      programs.slice(2),
    );
  });

  it('is told when it has no such database', async () => {
    const { host } = new URL(server.url);

    await opensWith(
      at((url) => {
        url.pathname = '/skylarks';
      }),
      `Skylark cannot start: see DATABASE_URL: there is no database “skylarks” on PostgreSQL at ${host}. Create it (createdb skylarks), or correct the name.`,
    );
  });
});

describe('an address to listen on that cannot be used', () => {
  it('is told when the port is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void other.close());
    await new Promise((ready) => other.once('listening', ready));
    const { port } = other.address() as { port: number };

    await allSay(
      { DATA_DIR: temporaryFolder(), PORT: String(port), LOG_LEVEL: 'warn' },
      `Skylark cannot start: PORT is ${port}, which is in use. Stop what uses it, or set PORT to another.`,
      programs.slice(0, 1),
    );
  });

  it('is told when the host is not this machine', async () => {
    await allSay(
      { DATA_DIR: temporaryFolder(), HOST: '192.0.2.1', LOG_LEVEL: 'warn' },
      'Skylark cannot start: HOST is 192.0.2.1, which is no address of this machine. Set HOST to one that is, or leave it out.',
      programs.slice(0, 1),
    );
  });
});

describe('settings that cannot be used', () => {
  it('are told in one sentence when there is one, and all at once when there are several', async () => {
    await allSay(
      { PORT: 'three' },
      'Skylark cannot start: PORT must be a port number between 0 and 65535.',
      programs.slice(0, 1),
    );
    await allSay(
      { PORT: 'three', LOG_LEVEL: 'loud' },
      'Skylark cannot start: these settings are wrong.\n- PORT must be a port number between 0 and 65535.\n- LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent.',
      programs.slice(3),
    );
  });
});
