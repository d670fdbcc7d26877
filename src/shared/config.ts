import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readAuthorities } from './read-authorities.ts';
import { type EmbedderProtocol, protocolOf, settings, type Values } from './settings.ts';

export type { EmbedderProtocol };

const secrets = [
  'DATABASE_URL',
  'MEILI_API_KEY',
  'EMBEDDER_API_KEY',
  'SMTP_URL',
  'OIDC_CLIENT_SECRET',
  'OPENALEX_API_KEY',
  'MAILBOX_URL',
  'HTTPS_PROXY',
  'HTTP_PROXY',
] as const;

/** The proxy by which everything but this machine itself is asked. */
export interface ProxySettings {
  /** Its address for https addresses, with the password if it wants one; null: none. */
  readonly forHttps: string | null;
  readonly forHttp: string | null;
  /** Names, addresses and networks that are asked without it (NO_PROXY). */
  readonly except: readonly string[];
}

/** A model at an address of the settings: it is sent what is to be read. */
export interface OutsideEmbedder {
  readonly url: string;
  readonly protocol: EmbedderProtocol;
  readonly model: string;
  readonly apiKey: string | null;
  /** The least cosine that counts as close: models differ in what they call alike. */
  readonly floor: number;
}

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
  /**
   * What finds publications that are close in meaning: the model that comes with the product, or the
   * one at an address; null: words alone are searched for.
   */
  readonly embedder: 'own' | OutsideEmbedder | null;
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
    readonly proxy: ProxySettings | null;
  };
  /** Certificates of authorities to trust beside those that Node knows, as PEM; null: none. */
  readonly extraAuthorities: string | null;
  readonly logLevel: string;
  /** The demonstration says so on every page, mail and export. */
  readonly isDemonstration: boolean;
}

/** Wrong settings: every mistake in one message. */
export class WrongSettings extends Error {
  override readonly name = 'WrongSettings';
}

/** One mistake is one sentence; several are a list. */
const inOneMessage = (problems: string[]): string =>
  problems.length === 1
    ? `Skylark cannot start: ${problems[0]}`
    : [
        'Skylark cannot start: these settings are wrong.',
        ...problems.map((line) => `- ${line}`),
      ].join('\n');

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

/** Settings that other programs know in small letters too; as there, these come first. */
const inSmallLetters = ['HTTPS_PROXY', 'HTTP_PROXY', 'NO_PROXY'];

function withSmallLetters(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const found = inSmallLetters.flatMap((name) => {
    const value = env[name.toLowerCase()];
    return value ? [[name, value]] : [];
  });
  return { ...env, ...Object.fromEntries(found) };
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
    Object.entries(withSmallLetters(withSecretFiles(env, problems))).filter(
      ([, value]) => value !== '',
    ),
  );
  const extraAuthorities = readAuthorities(given.NODE_EXTRA_CA_CERTS, problems);
  const parsed = settings.safeParse(given);
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      problems.push(`${issue.path.join('.')} ${issue.message}.`);
    }
  }
  if (!parsed.success || problems.length > 0) {
    throw new WrongSettings(inOneMessage(problems));
  }

  return Object.freeze(configOf(parsed.data, extraAuthorities));
}

function embedderOf(value: Values): Config['embedder'] {
  if (value.EMBEDDER === 'off') return null;
  if (!value.EMBEDDER_URL || !value.EMBEDDER_MODEL) return 'own';
  return {
    url: value.EMBEDDER_URL,
    protocol: protocolOf(value.EMBEDDER_URL) ?? 'openai',
    model: value.EMBEDDER_MODEL,
    apiKey: value.EMBEDDER_API_KEY ?? null,
    floor: value.EMBEDDER_FLOOR,
  };
}

const oidcOf = (value: Values): Config['oidc'] =>
  value.OIDC_ISSUER && value.OIDC_CLIENT_ID && value.OIDC_CLIENT_SECRET
    ? {
        issuer: value.OIDC_ISSUER,
        clientId: value.OIDC_CLIENT_ID,
        clientSecret: value.OIDC_CLIENT_SECRET,
      }
    : null;

/** Where one proxy is set for https, it is the way to http addresses too. */
const proxyOf = ({ HTTPS_PROXY, HTTP_PROXY, NO_PROXY }: Values): ProxySettings | null =>
  HTTPS_PROXY || HTTP_PROXY
    ? {
        forHttps: HTTPS_PROXY ?? null,
        forHttp: HTTP_PROXY ?? HTTPS_PROXY ?? null,
        except: NO_PROXY,
      }
    : null;

const fetchOf = (value: Values): Config['fetch'] => ({
  allowPrivateAddresses: value.FETCH_ALLOW_PRIVATE_ADDRESSES,
  polite: value.FETCH_POLITE,
  contact: value.FETCH_CONTACT ?? null,
  openAlexKey: value.OPENALEX_API_KEY ?? null,
  mailboxUrl: value.MAILBOX_URL ?? null,
  proxy: proxyOf(value),
});

const configOf = (value: Values, extraAuthorities: string | null): Config => ({
  port: value.PORT,
  host: value.HOST,
  baseUrl: value.BASE_URL?.replace(/\/+$/, '') ?? null,
  dataDir: path.resolve(value.DATA_DIR),
  databaseUrl: value.DATABASE_URL ?? path.resolve(value.DATA_DIR, 'skylark.db'),
  meili: value.MEILI_URL ? { url: value.MEILI_URL, apiKey: value.MEILI_API_KEY ?? null } : null,
  embedder: embedderOf(value),
  smtpUrl: value.SMTP_URL ?? null,
  mailFrom: value.MAIL_FROM,
  signInDomains: value.SIGN_IN_DOMAINS,
  oidc: oidcOf(value),
  fetch: fetchOf(value),
  extraAuthorities,
  logLevel: value.LOG_LEVEL,
  isDemonstration: false,
});
