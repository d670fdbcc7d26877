import { readFileSync } from 'node:fs';
import { Source, sourceKinds } from '#shared/entities/index.ts';
import { Invalid, NotFound } from '#shared/errors.ts';
import { addSource } from '#shared/sources/add-source.ts';
import { opmlOf } from '#shared/sources/opml.ts';
import { listSources } from '#shared/sources/show-sources.ts';
import { sourceShape } from '#shared/sources/source-rules.ts';
import { exportSources, importSources } from '#shared/sources/transfer-sources.ts';
import { rhythmInWords } from '#shared/text/rhythm.ts';
import { openWorker } from '#worker/open-worker.ts';
import { testSource } from '#worker/requests/test-source.ts';
import { byCommandLine, type Command, needed } from './command.ts';

const add: Command = {
  name: 'source add',
  usage:
    'source add URL [--kind KIND] [--name NAME] [--publisher NAME] [--key KEY] [--query PAIRS] [--may-show text|extract|link]',
  does: 'registers a source (a feed, unless another kind is given)',
  options: {
    kind: { type: 'string' },
    name: { type: 'string' },
    publisher: { type: 'string' },
    key: { type: 'string' },
    query: { type: 'string' },
    'may-show': { type: 'string' },
    region: { type: 'string' },
    licence: { type: 'string' },
  },
  async run(services, given) {
    const url = needed(given, 'The address', add.usage);
    const { options } = given;
    const host = URL.canParse(url) ? new URL(url).host : url;
    const shape = sourceShape.safeParse({
      url,
      kind: options.kind ?? 'feed',
      name: options.name ?? host,
      publisher: options.publisher ?? options.name ?? host,
      ...(options.key ? { key: options.key } : {}),
      query: options.query ?? null,
      mayShow: options['may-show'] ?? 'link',
      region: options.region ?? null,
      licence: options.licence ?? null,
    });
    if (!shape.success) {
      throw new Invalid(
        shape.error.issues
          .map(
            ({ path, message }) =>
              `${path.join('.')}: ${message}${path[0] === 'kind' ? ` (${sourceKinds.join(', ')})` : ''}`,
          )
          .join('; '),
      );
    }
    const source = await addSource(services, { source: shape.data, by: byCommandLine });
    return {
      text: `Added ${source.key}.`,
      json: { id: source.id, key: source.key, kind: source.kind, url: source.url },
    };
  },
};

const list: Command = {
  name: 'source list',
  usage: 'source list',
  does: 'lists the sources with their health',
  async run(services) {
    const lines = await listSources(services);
    return {
      text:
        lines
          .map(({ source, health }) => `${source.key}\t${health.label}\t${health.explanation}`)
          .join('\n') || 'No source is registered.',
      json: lines.map(({ source, health, publications, unread }) => ({
        key: source.key,
        name: source.name,
        kind: source.kind,
        url: source.url,
        isPaused: source.isPaused,
        state: health.state,
        explanation: health.explanation,
        lastSucceededAt: source.lastSucceededAt ?? null,
        lastNewAt: source.lastNewAt ?? null,
        failures: source.failures,
        failureReason: source.failureReason ?? null,
        publications,
        unread,
      })),
    };
  },
};

const test: Command = {
  name: 'source test',
  usage: 'source test URL|KEY [--kind KIND] [--query PAIRS]',
  does: 'visits a source once and says what it offers; keeps nothing',
  options: { kind: { type: 'string' }, query: { type: 'string' } },
  async run(services, given) {
    const word = needed(given, 'The address or key', test.usage);
    const em = services.orm.em.fork();
    const known = await em.findOne(Source, { key: word });
    if (!known && !URL.canParse(word)) throw new NotFound('source', word);
    const kind = sourceKinds.find((one) => one === (given.options.kind ?? 'feed'));
    if (!kind)
      throw new Invalid(
        `There is no kind “${given.options.kind}”. Kinds: ${sourceKinds.join(', ')}.`,
      );
    const source =
      known ??
      em.create(
        Source,
        {
          key: 'test',
          name: word,
          publisher: word,
          kind,
          url: word,
          query: typeof given.options.query === 'string' ? given.options.query : null,
          createdAt: services.clock(),
        },
        { persist: false },
      );
    const worker = await openWorker(services, { baseUrl: () => '' });
    try {
      const found = await testSource(source, worker.tools);
      const every =
        found.everyDays === null ? '' : ` It seems to publish ${rhythmInWords(found.everyDays)}.`;
      return {
        text: [
          `${found.found} ${found.offered} offered.${every}`,
          ...found.warnings,
          ...found.latest.map(
            ({ title, url, publishedOn }) =>
              `- ${title}${publishedOn ? ` (${publishedOn})` : ''}\n  ${url}`,
          ),
        ].join('\n'),
        json: found,
      };
    } finally {
      await worker.close();
    }
  },
};

const exportCommand: Command = {
  name: 'source export',
  usage: 'source export [--opml]',
  does: 'prints the sources as JSON, for source import, or the feeds among them as OPML',
  options: { opml: { type: 'boolean' } },
  async run(services, { options }) {
    const sources = await exportSources(services);
    if (options.opml === true) {
      const opml = opmlOf(sources, services.clock());
      return { text: opml, json: { opml } };
    }
    return { text: JSON.stringify(sources, null, 1), json: sources };
  },
};

const importCommand: Command = {
  name: 'source import',
  usage: 'source import FILE',
  does: 'adds the sources of a JSON or OPML file; those known already are left alone',
  async run(services, given) {
    const file = needed(given, 'The file', importCommand.usage);
    let text: string;
    try {
      text = readFileSync(file, 'utf8');
    } catch {
      throw new Invalid(`${file} cannot be read.`);
    }
    const { added, known } = await importSources(services, { text, by: byCommandLine });
    return { text: `${added} added, ${known} known already.`, json: { added, known } };
  },
};

export const sourceCommands = [add, list, test, importCommand, exportCommand];
