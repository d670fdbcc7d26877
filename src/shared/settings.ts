import { z } from 'zod';

const address = (protocols: string[], example: string) =>
  z.string().refine((value) => {
    try {
      return protocols.includes(new URL(value).protocol);
    } catch {
      return false;
    }
  }, `must be an address such as ${example}`);

export type EmbedderProtocol = 'openai' | 'ollama';

/** How an embedder is asked, by the path of its address. */
export const protocolOf = (url: string): EmbedderProtocol | null => {
  const { pathname } = new URL(url);
  if (/\/embeddings\/?$/.test(pathname)) return 'openai';
  return /\/api\/embed\/?$/.test(pathname) ? 'ollama' : null;
};

/** A proxy's address; "proxy.example.org:8080" is written as often as the whole of it. */
const proxyAddress = z
  .string()
  .transform((value) => (/^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? value : `http://${value}`))
  .pipe(address(['http:', 'https:'], 'http://proxy.example.org:8080'));

/** Words separated by commas or spaces. */
const listOfWords = z
  .string()
  .default('')
  .transform((list) =>
    list
      .toLowerCase()
      .split(/[\s,]+/)
      .filter(Boolean),
  );

const yesOrNo = z.stringbool({
  truthy: ['true', '1', 'yes', 'on'],
  falsy: ['false', '0', 'no', 'off'],
  error: 'must be true or false',
});

type Given = Readonly<Record<string, unknown>>;
type Problem = [name: string, message: string];

function oidcProblems(given: Given): Problem[] {
  const together = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'];
  const missing = together.filter((name) => !given[name]);
  const isPart = missing.length > 0 && missing.length < together.length;
  return [
    ...(isPart ? missing : []).map(
      (name): Problem => [name, 'is needed too: the three OIDC_ settings go together'],
    ),
    // Said plainly rather than ignored: whoever sets these expects them to work.
    ...(given.OIDC_ISSUER
      ? [['OIDC_ISSUER', 'is not supported yet: leave it out'] satisfies Problem]
      : []),
  ];
}

/** Settings that are nothing without another: the one, and the other. */
const pairs = [
  ['MEILI_API_KEY', 'MEILI_URL'],
  ['EMBEDDER_MODEL', 'EMBEDDER_URL'],
  ['EMBEDDER_API_KEY', 'EMBEDDER_URL'],
  ['EMBEDDER_URL', 'EMBEDDER_MODEL'],
] as const;

function pairProblems(given: Given): Problem[] {
  const lone = pairs
    .filter(([name, other]) => given[name] && !given[other])
    .map(([name, other]): Problem => [other, `is needed with ${name}`]);
  const embedder = typeof given.EMBEDDER_URL === 'string' ? given.EMBEDDER_URL : null;
  const isOdd = embedder && URL.canParse(embedder) && !protocolOf(embedder);
  const odd: Problem = [
    'EMBEDDER_URL',
    'must be the full address of an embedder: one that ends in /v1/embeddings (as OpenAI has it) or /api/embed (Ollama)',
  ];
  return isOdd ? [...lone, odd] : lone;
}

/** Every setting, by its name in the environment, with its default. */
export const settings = z
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
    /** "off": nothing is looked for by its meaning; else our own model does it, or the one of EMBEDDER_URL. */
    EMBEDDER: z.enum(['on', 'off'], 'must be on or off').default('on'),
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
    SIGN_IN_DOMAINS: listOfWords,
    OIDC_ISSUER: address(['http:', 'https:'], 'https://login.example.org/tenant').optional(),
    OIDC_CLIENT_ID: z.string().optional(),
    OIDC_CLIENT_SECRET: z.string().optional(),
    FETCH_ALLOW_PRIVATE_ADDRESSES: yesOrNo.default(false),
    FETCH_POLITE: yesOrNo.default(true),
    FETCH_CONTACT: z.string().optional(),
    HTTPS_PROXY: proxyAddress.optional(),
    HTTP_PROXY: proxyAddress.optional(),
    NO_PROXY: listOfWords,
    /** Node itself reads the file at its start, but not where `.env` names it. */
    NODE_EXTRA_CA_CERTS: z.string().optional(),
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
    for (const [name, message] of [...oidcProblems(given), ...pairProblems(given)]) {
      context.addIssue({ code: 'custom', path: [name], message });
    }
  });

export type Values = z.infer<typeof settings>;
