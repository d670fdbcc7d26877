import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { type Config, WrongSettings } from '#shared/config.ts';

const { R_OK, W_OK, X_OK } = constants;

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code ?? 'unknown';

/** What keeps a folder or file from being used, as the end of a sentence. */
const meanings: Record<string, string> = {
  EACCES: 'this account may not write there',
  EPERM: 'this account may not write there',
  EROFS: 'that disk can only be read',
  ENOSPC: 'there is no room left on that disk',
  EDQUOT: 'there is no room left on that disk',
  ENOENT: 'no folder can be made there',
  ENAMETOOLONG: 'the name is too long',
};

const meaningOf = (error: unknown) =>
  meanings[codeOf(error)] ?? `the system answers ${codeOf(error)}`;

const remedy =
  'Set DATA_DIR to a folder that the account running Skylark may write to, or give it leave there.';

const refused = (dataDir: string, what: string, error: unknown) =>
  new WrongSettings(
    `Skylark cannot start: DATA_DIR is ${dataDir}, but ${what}: ${meaningOf(error)}. ${remedy}`,
    { cause: error },
  );

/** The folders that are missing above and including this one, from the top. */
function missingOf(folder: string): string[] {
  const missing: string[] = [];
  for (let one = folder; !existsSync(one); one = path.dirname(one)) missing.unshift(one);
  return missing;
}

function makeFolder(dataDir: string): void {
  // One by one: where a parent cannot hold folders, Node's own "recursive" may try for ever.
  for (const folder of missingOf(dataDir)) {
    try {
      mkdirSync(folder);
    } catch (error) {
      // Another process that starts at the same moment makes it too.
      if (codeOf(error) === 'EEXIST') continue;
      const parent = path.dirname(folder);
      if (codeOf(error) === 'ENOTDIR') {
        throw new WrongSettings(
          `Skylark cannot start: DATA_DIR is ${dataDir}, but ${parent} is a file, in which there can be no folder. Set DATA_DIR to another place, or move the file away.`,
          { cause: error },
        );
      }
      throw refused(dataDir, `it is not there and cannot be made in ${parent}`, error);
    }
  }
}

function ensureFile(dataDir: string, file: string): void {
  if (!existsSync(file)) return;
  if (statSync(file).isDirectory()) {
    throw new WrongSettings(
      `Skylark cannot start: in DATA_DIR, ${file} is a folder where the database should be. Move it away, or set DATA_DIR to another folder.`,
    );
  }
  try {
    accessSync(file, R_OK | W_OK);
  } catch (error) {
    throw refused(dataDir, `${file} cannot be written to`, error);
  }
}

/**
 * Makes sure, before anything else is tried, that the data folder is one, and that it and the database
 * in it can be written to.
 *
 * @throws {WrongSettings} one sentence with the setting, the path, and what to do
 */
export function ensureDataFolder({
  dataDir,
  databaseUrl,
}: Pick<Config, 'dataDir' | 'databaseUrl'>): void {
  makeFolder(dataDir);
  if (!statSync(dataDir).isDirectory()) {
    throw new WrongSettings(
      `Skylark cannot start: DATA_DIR is ${dataDir}, which is a file and not a folder. Set DATA_DIR to a folder, or move the file away.`,
    );
  }
  try {
    accessSync(dataDir, R_OK | W_OK | X_OK);
  } catch (error) {
    throw refused(dataDir, 'nothing can be saved in it', error);
  }
  if (path.dirname(databaseUrl) !== dataDir) return;
  for (const end of ['', '-wal', '-shm']) ensureFile(dataDir, `${databaseUrl}${end}`);
}
