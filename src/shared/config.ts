import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const secrets = [
  'DATABASE_URL',
  'MEILI_API_KEY',
  'EMBEDDER_API_KEY',
  'SMTP_URL',
  'OIDC_CLIENT_SECRET',
  'OPENALEX_API_KEY',
  'MAILBOX_URL',
] as const;

const address = (protocols: string[], example: string) =>
  z.string().refine((value) => {
    try {
      return protocols.includes(new URL(value).protocol);
    } catch {
      return false;
    }
  }, `must be an address such as ${example}`);

/** How an embedder is asked, by the path of its address. */
const protocolOf = (url: string): EmbedderProtocol | null => {
  const { pathname } = new URL(url);
  if (/\/embeddings\/?$/.test(pathname)) return 'openai';
  return /\/api\/embed\/?$/.test(pathname) ? 'ollama' : null;
};

const yesOrNo = z.stringbool({
  truthy: ['true', '1', 'yes', 'on'],
  falsy: ['false', '0', 'no', 'off'],
  error: 'must be true or false',
});

const settings = z
  .object({
    PORT: z.coerce
      .number('must be a port number between 0 and 65535')
      .int('must be a port number between 0 and 65535')
      .min(0, 'must be a port number between 0 and 65535')
      .max(65535, 'must be a port number between 0 and 65535')
      .default(3000),
    HOST: z.string().min(1).default('127.0.0.1'),
    BASE_URL: address(['http:', 'https:'], 'https://skylark.example.org').optional(),
    DATA_DIR: z.string().min(1).default('./data'),
    DATABASE_URL: address(
      ['postgres:', 'postgresql:'],
      'postgres://user:password@host/name; leave it out to use SQLite in DATA_DIR',
    ).optional(),
    MEILI_URL: address(['http:', 'https:'], 'http://127.0.0.1:7700').optional(),
    MEILI_API_KEY: z.string().optional(),
    EMBEDDER_URL: address(['http:', 'https:'], 'http://127.0.0.1:11434/api/embed').optional(),
    EMBEDDER_MODEL: z.string().optional(),
    EMBEDDER_API_KEY: z.string().optional(),
    EMBEDDER_FLOOR: z.coerce
      .number('must be a number between 0 and 1')
      .min(0, 'must be a number between 0 and 1')
      .max(1, 'must be a number between 0 and 1')
      .default(0.5),
    SMTP_URL: address(['smtp:', 'smtps:'], 'smtp://user:password@mail.example.org:587').optional(),
    MAIL_FROM: z.string().min(3).default('Skylark <skylark@localhost>'),
    /** Not in the list of settings that other programs rely on, but restricts who may sign in. */
    SIGN_IN_DOMAINS: z
      .string()
      .default('')
      .transform((list) =>
        list
          .toLowerCase()
          .split(/[\s,]+/)
          .filter(Boolean),
      ),
    OIDC_ISSUER: address(['http:', 'https:'], 'https://login.example.org/tenant').optional(),
    OIDC_CLIENT_ID: z.string().optional(),
    OIDC_CLIENT_SECRET: z.string().optional(),
    FETCH_ALLOW_PRIVATE_ADDRESSES: yesOrNo.default(false),
    FETCH_POLITE: yesOrNo.default(true),
    FETCH_CONTACT: z.string().optional(),
    OPENALEX_API_KEY: z.string().optional(),
    MAILBOX_URL: address(
      ['imap:', 'imaps:'],
      'imaps://user:password@mail.example.org; an @ in the user name is written %40',
    ).optional(),
    LOG_LEVEL: z
      .enum(
        ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
        'must be one of fatal, error, warn, info, debug, trace, silent',
      )
      .default('info'),
  })
  .superRefine((given, context) => {
    const together = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'] as const;
    const missing = together.filter((name) => !given[name]);
    if (missing.length > 0 && missing.length < together.length) {
      for (const name of missing) {
        context.addIssue({
          code: 'custom',
          path: [name],
          message: 'is needed too: the three OIDC_ settings go together',
        });
      }
    }
    // Said plainly rather than ignored: whoever sets these expects them to work.
    for (const name of ['OIDC_ISSUER'] as const) {
      if (given[name]) {
        context.addIssue({
          code: 'custom',
          path: [name],
          message: 'is not supported yet: leave it out',
        });
      }
    }
    if (given.MEILI_API_KEY && !given.MEILI_URL) {
      context.addIssue({
        code: 'custom',
        path: ['MEILI_URL'],
        message: 'is needed with MEILI_API_KEY',
      });
    }
    for (const name of ['EMBEDDER_MODEL', 'EMBEDDER_API_KEY'] as const) {
      if (!given[name] || given.EMBEDDER_URL) continue;
      context.addIssue({
        code: 'custom',
        path: ['EMBEDDER_URL'],
        message: `is needed with ${name}`,
      });
    }
    if (given.EMBEDDER_URL && !given.EMBEDDER_MODEL) {
      context.addIssue({
        code: 'custom',
        path: ['EMBEDDER_MODEL'],
        message: 'is needed with EMBEDDER_URL',
      });
    }
    if (given.EMBEDDER_URL && URL.canParse(given.EMBEDDER_URL) && !protocolOf(given.EMBEDDER_URL)) {
      context.addIssue({
        code: 'custom',
        path: ['EMBEDDER_URL'],
        message:
          'must be the full address of an embedder: one that ends in /v1/embeddings (as OpenAI has it) or /api/embed (Ollama)',
      });
    }
  });

export type EmbedderProtocol = 'openai' | 'ollama';

/** The settings, checked; `loadConfig` makes it and only the `main` files call that. */
export interface Config {
  readonly port: number;
  readonly host: string;
  /** Where people reach the pages, without a slash at the end; null: this host and the port bound. */
  readonly baseUrl: string | null;
  readonly dataDir: string;
  /** `postgres://…`, or the path of the SQLite file. */
  readonly databaseUrl: string;
  readonly meili: { readonly url: string; readonly apiKey: string | null } | null;
  /** What finds publications that are close in meaning; null: words alone are searched for. */
  readonly embedder: {
    readonly url: string;
    readonly protocol: EmbedderProtocol;
    readonly model: string;
    readonly apiKey: string | null;
    /** The least cosine that counts as close: models differ in what they call alike. */
    readonly floor: number;
  } | null;
  readonly smtpUrl: string | null;
  readonly mailFrom: string;
  /** Mail domains that may sign in; empty: all. */
  readonly signInDomains: readonly string[];
  readonly oidc: {
    readonly issuer: string;
    readonly clientId: string;
    readonly clientSecret: string;
  } | null;
  readonly fetch: {
    readonly allowPrivateAddresses: boolean;
    readonly polite: boolean;
    /** Where a publisher can reach those who run this, for the User-Agent. */
    readonly contact: string | null;
    readonly openAlexKey: string | null;
    /** Of the mailbox that sources of the kind "mailbox" are folders of. */
    readonly mailboxUrl: string | null;
  };
  readonly logLevel: string;
  /** The demonstration says so on every page, mail and export. */
  readonly isDemonstration: boolean;
}

/** Wrong settings: every mistake in one message. */
export class WrongSettings extends Error {
  override readonly name = 'WrongSettings';
}

/** Values of NAME_FILE stand in for NAME, so that secrets can come from files. */
function withSecretFiles(env: NodeJS.ProcessEnv, problems: string[]): NodeJS.ProcessEnv {
  const values = { ...env };
  for (const name of secrets) {
    const file = env[`${name}_FILE`];
    if (!file) continue;
    try {
      values[name] = readFileSync(file, 'utf8').trim();
    } catch {
      problems.push(`${name}_FILE names ${file}, which cannot be read.`);
    }
  }
  return values;
}

/** The environment, with what a `.env` file in this folder adds to it; what is set already stands. */
export function environment(): NodeJS.ProcessEnv {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return process.env;
}

/**
 * Reads the settings from the environment.
 *
 * @param env empty strings count as unset
 * @throws {WrongSettings} naming every mistake at once
 */
export function loadConfig(env: NodeJS.ProcessEnv): Config {
  const problems: string[] = [];
  const given = Object.fromEntries(
    Object.entries(withSecretFiles(env, problems)).filter(([, value]) => value !== ''),
  );
  const parsed = settings.safeParse(given);
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      problems.push(`${issue.path.join('.')} ${issue.message}.`);
    }
  }
  if (!parsed.success || problems.length > 0) {
    throw new WrongSettings(
      [
        'Skylark cannot start: these settings are wrong.',
        ...problems.map((line) => `- ${line}`),
      ].join('\n'),
    );
  }

  const value = parsed.data;
  return Object.freeze({
    port: value.PORT,
    host: value.HOST,
    baseUrl: value.BASE_URL?.replace(/\/+$/, '') ?? null,
    dataDir: path.resolve(value.DATA_DIR),
    databaseUrl: value.DATABASE_URL ?? path.resolve(value.DATA_DIR, 'skylark.db'),
    meili: value.MEILI_URL ? { url: value.MEILI_URL, apiKey: value.MEILI_API_KEY ?? null } : null,
    embedder:
      value.EMBEDDER_URL && value.EMBEDDER_MODEL
        ? {
            url: value.EMBEDDER_URL,
            protocol: protocolOf(value.EMBEDDER_URL) ?? 'openai',
            model: value.EMBEDDER_MODEL,
            apiKey: value.EMBEDDER_API_KEY ?? null,
            floor: value.EMBEDDER_FLOOR,
          }
        : null,
    smtpUrl: value.SMTP_URL ?? null,
    mailFrom: value.MAIL_FROM,
    signInDomains: value.SIGN_IN_DOMAINS,
    oidc:
      value.OIDC_ISSUER && value.OIDC_CLIENT_ID && value.OIDC_CLIENT_SECRET
        ? {
            issuer: value.OIDC_ISSUER,
            clientId: value.OIDC_CLIENT_ID,
            clientSecret: value.OIDC_CLIENT_SECRET,
          }
        : null,
    fetch: {
      allowPrivateAddresses: value.FETCH_ALLOW_PRIVATE_ADDRESSES,
      polite: value.FETCH_POLITE,
      contact: value.FETCH_CONTACT ?? null,
      openAlexKey: value.OPENALEX_API_KEY ?? null,
      mailboxUrl: value.MAILBOX_URL ?? null,
    },
    logLevel: value.LOG_LEVEL,
    isDemonstration: false,
  });
}
