/** What a role may do: what the roles it includes may do, and more. */
interface Row {
  /** As pages write it. */
  words: string;
  /** What it is for, as a sentence. */
  does: string;
  /** Given to people who sign in, by pages and commands. */
  isOffered: boolean;
  includes: readonly string[];
  may: readonly string[];
}

/**
 * Who may do what: the one table that routes, pages, menu, API, its description and the page "Who may
 * do what" read. One more role is one more row; one more permission is a word in the row of the first
 * role that has it. A permission is a verb phrase, which is shown as it stands.
 */
const table = {
  visitor: {
    words: 'not signed in',
    does: 'Whoever asks, signed in or not.',
    isOffered: false,
    includes: [],
    may: ['see open pages', 'sign in', 'use an address with a token'],
  },
  owner: {
    words: 'owner of an entry',
    does: 'Answers for their own entries by a link, for a time; there is no such form yet.',
    isOffered: false,
    includes: ['visitor'],
    may: ['answer for own entries'],
  },
  'scrutiny-reader': {
    words: 'scrutiny reader',
    does: 'Reads published reports and nothing else; there are no reports yet.',
    isOffered: false,
    includes: ['visitor'],
    may: ['read published reports', 'keep own account'],
  },
  member: {
    words: 'member',
    does: 'Searches, reads, tags, and adds publications.',
    isOffered: true,
    includes: ['scrutiny-reader'],
    may: [
      'read library',
      'read plans',
      'read digests',
      'see sources',
      'add publications',
      'tag',
      'save searches',
    ],
  },
  chair: {
    words: 'chair',
    does: 'Also approves and sends the digest, records what others say of an entry, and sees who changed what.',
    isOffered: true,
    includes: ['member'],
    may: ['approve digest', 'record confirmation', 'see audit'],
  },
  coordinator: {
    words: 'coordinator',
    does: 'Also judges and links publications, and looks after plans, digests, sources and vocabulary.',
    isOffered: true,
    includes: ['chair'],
    may: [
      'judge',
      'link',
      'edit plan',
      'note progress',
      'edit digest',
      'manage subscribers',
      'manage sources',
      'manage vocabulary',
      'manage meetings',
      'manage shared searches',
    ],
  },
  administrator: {
    words: 'administrator',
    does: 'Also looks after people, takes publications down, and hears of sources that fail.',
    isOffered: true,
    includes: ['coordinator'],
    may: ['manage people', 'take down', 'watch the service'],
  },
} as const satisfies Record<string, Row>;

export type Role = keyof typeof table;
export type Permission = (typeof table)[Role]['may'][number];

const rows: Record<Role, Row> = table;
const isRole = (name: string): name is Role => Object.hasOwn(table, name);

function permissionsOf(name: string): Permission[] {
  if (!isRole(name)) throw new Error(`There is no role ${name} that another could include.`);
  const { includes, may } = rows[name];
  return [...includes.flatMap(permissionsOf), ...(may as readonly Permission[])];
}

export const roles = Object.keys(table) as Role[];

/** The roles that people who sign in are given, with what pages say of them; the least first. */
export const offeredRoles = roles.filter((role) => rows[role].isOffered);
export const wordsOfRole = (role: Role): { words: string; does: string } => rows[role];

const granted = new Map(roles.map((role) => [role, new Set(permissionsOf(role))]));

/** Every permission once, those of the least roles first. */
export const permissions: Permission[] = [...new Set(roles.flatMap(permissionsOf))];

/** The role that a row of the database names; one that this version does not know may do nothing. */
export const roleOf = (name: string): Role => (isRole(name) ? name : 'visitor');

/** Whether somebody may do something; nobody signed in may do what visitors may. */
export const may = (user: { role: Role } | null | undefined, permission: Permission): boolean =>
  granted.get(user?.role ?? 'visitor')?.has(permission) ?? false;

export const rolesThatMay = (permission: Permission): Role[] =>
  roles.filter((role) => may({ role }, permission));
