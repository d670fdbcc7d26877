import { WrongSettings } from '#shared/config.ts';
import { databaseFaultOf, sqliteCodeOf, sqliteCodes } from './fault-of.ts';

/** What to say of PostgreSQL's refusals (appendix A of its manual), of a database at `place`. */
const refusals: [RegExp, (where: Place) => string][] = [
  [
    /^28P01$/,
    ({ server, user }) =>
      `PostgreSQL at ${server} does not take the password of “${user}”. Correct user and password`,
  ],
  [
    /^28/,
    ({ server, user, name }) =>
      `PostgreSQL at ${server} does not let “${user}” in to the database “${name}”. Correct the user, or allow it in pg_hba.conf`,
  ],
  [
    /^3D000$/,
    ({ server, name }) =>
      `there is no database “${name}” on PostgreSQL at ${server}. Create it (createdb ${name}), or correct the name`,
  ],
  [
    /^(42501|25006)$/,
    ({ server, user, name }) =>
      `“${user}” may make no tables in the database “${name}” on PostgreSQL at ${server}. Make it the owner of the database`,
  ],
  [
    /^53300$/,
    ({ server }) =>
      `PostgreSQL at ${server} takes no more connections. Raise its max_connections, or end what uses them`,
  ],
  [/^57P03$/, ({ server }) => `PostgreSQL at ${server} is just starting. Try again in a moment`],
  [
    /^ENOTFOUND$|^EAI_AGAIN$/,
    ({ host }) => `there is no host “${host}”. Correct the name, or look at the network`,
  ],
  [
    /^ECONNREFUSED$/,
    ({ server }) =>
      `nothing listens at ${server}. Start PostgreSQL there, or correct host and port`,
  ],
];

interface Place {
  server: string;
  host: string;
  user: string;
  name: string;
}

/** What an address says of where the database is; never the password. */
function placeOf(address: string): Place {
  const url = new URL(address);
  const host = decodeURIComponent(url.hostname) || 'localhost';
  const user = decodeURIComponent(url.username) || 'the user of this account';
  return {
    host,
    server: `${host}:${url.port || 5432}`,
    user,
    name: decodeURIComponent(url.pathname.slice(1)) || user,
  };
}

/** The codes of an error, of those it comes in, and of those that it gathers. */
function codesOf(error: unknown, depth = 0): string[] {
  if (!(error instanceof Error) || depth > 5) return [];
  const { code } = error as { code?: unknown };
  const gathered = error instanceof AggregateError ? error.errors : [];
  return [
    ...(typeof code === 'string' ? [code] : []),
    ...[...gathered, error.cause].flatMap((one) => codesOf(one, depth + 1)),
  ];
}

function ofPostgres(url: string, error: unknown): string | null {
  const place = placeOf(url);
  for (const code of codesOf(error)) {
    const say = refusals.find(([codes]) => codes.test(code))?.[1];
    if (say) return say(place);
  }
  return databaseFaultOf(error)
    ? `PostgreSQL at ${place.server} does not answer. Look whether it runs and can be reached, and correct host and port`
    : null;
}

/** SQLite's result codes for files that are no database, or a damaged one. */
const notDatabase = 26;
const corrupt = 11;

/** SQLite's code of an error, whatever error of MikroORM's or of ours it comes in. */
function sqliteCodeIn(error: unknown): number | null {
  if (!(error instanceof Error)) return null;
  return sqliteCodeOf(error) ?? sqliteCodeIn(error.cause);
}

function ofSqlite(file: string, error: unknown): string | null {
  const code = sqliteCodeIn(error);
  if (code === notDatabase) {
    return `${file} is no database. Move it away, or put a backup in its place (npm run -s skylark -- restore FILE)`;
  }
  if (code === corrupt) {
    return `${file} is damaged. Put a backup in its place (npm run -s skylark -- restore FILE)`;
  }
  if (code === sqliteCodes.cannotOpen) return `${file} cannot be opened. Look who may read it`;
  const reason = databaseFaultOf(error)?.reason;
  if (reason === 'busy') {
    return `another process is writing to ${file} and does not let go of it. End what has it open (a backup, a database browser)`;
  }
  return reason
    ? `${file} cannot be written to. Make room on its disk, and look who may write to it`
    : null;
}

/**
 * Why a database could not be opened, as one sentence that names the setting and the place.
 *
 * @returns null for what is no fault of the settings, nor of the database
 */
export function cannotOpen(url: string, error: unknown): WrongSettings | null {
  const isPostgres = url.startsWith('postgres');
  const why = isPostgres ? ofPostgres(url, error) : ofSqlite(url, error);
  const setting = isPostgres ? 'DATABASE_URL' : 'DATA_DIR';
  return why
    ? new WrongSettings(`Skylark cannot start: see ${setting}: ${why}.`, { cause: error })
    : null;
}
