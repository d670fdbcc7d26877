import { readVocabulary } from '#shared/database/load-vocabulary.ts';
import { Source, sourceKinds, type WouldBeStored } from '#shared/entities/index.ts';
import { Invalid, NotFound } from '#shared/errors.ts';
import { inWords } from '#shared/london.ts';
import { addSource } from '#shared/sources/add-source.ts';
import { draftSource } from '#shared/sources/draft-source.ts';
import { findingsOfTest } from '#shared/sources/findings-of-test.ts';
import { opmlOf } from '#shared/sources/opml.ts';
import { listSources } from '#shared/sources/show-sources.ts';
import { type SourceShape, sourceShape } from '#shared/sources/source-rules.ts';
import { exportSources, importSources } from '#shared/sources/transfer-sources.ts';
import { decodeFile } from '#shared/text/files/decode-file.ts';
import { counted } from '#shared/text/in-words.ts';
import { rhythmInWords } from '#shared/text/rhythm.ts';
import { openWorker } from '#worker/open-worker.ts';
import { testSource } from '#worker/requests/test-source.ts';
import { byCommandLine, bytesOfFile, type Command, type Given, needed } from './command.ts';

/** What both adding and testing an address may be told of it. */
const described = {
  kind: { type: 'string' },
  name: { type: 'string' },
  publisher: { type: 'string' },
  query: { type: 'string' },
  'may-show': { type: 'string' },
  region: { type: 'string' },
  licence: { type: 'string' },
} as const;

/** The source that an address and options describe. @throws {Invalid} naming every mistake */
function shapeOf(url: string, options: Given['options']): SourceShape {
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
  if (shape.success) return shape.data;
  throw new Invalid(
    shape.error.issues
      .map(
        ({ path, message }) =>
          `${path.join('.')}: ${message}${path[0] === 'kind' ? ` (${sourceKinds.join(', ')})` : ''}`,
      )
      .join('; '),
  );
}

const add: Command = {
  name: 'source add',
  usage:
    'source add URL [--kind KIND] [--name NAME] [--publisher NAME] [--key KEY] [--query PAIRS] [--may-show text|extract|link] [--region ID] [--licence TEXT]',
  does: 'registers a source (a feed, unless another kind is given)',
  options: { ...described, key: { type: 'string' } },
  async run(services, given) {
    const url = needed(given, 'The address', add.usage);
    const shape = shapeOf(url, given.options);
    const source = await addSource(services, { source: shape, by: byCommandLine });
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

const dateBases = {
  source: 'as the source says',
  document: 'as the document says',
  'first-seen': 'nobody says; the day it was first seen',
};

/** One line for each thing that would be stored of a publication. */
function storedInLines(one: WouldBeStored): string[] {
  const fact = (name: string, found: WouldBeStored['type']) =>
    `  ${name}: ${found ? `${found.label}. ${found.basis}` : 'not known'}`;
  return [
    `- ${one.title}`,
    `  ${one.url}`,
    `  Published: ${inWords(one.publishedOn)} (${dateBases[one.publishedOnBasis]})`,
    `  Publisher: ${one.publisher}`,
    fact('Type', one.type),
    fact('Region', one.region),
    `  Language: ${one.language ?? 'not known'}`,
    ...one.documents.map(
      ({ title, mediaType, pageCount, words }) =>
        `  Text: ${counted(words, 'word')}${pageCount ? ` on ${counted(pageCount, 'page')}` : ''}, “${title}” (${mediaType})`,
    ),
    ...(one.documents.length === 0 ? ['  Text: none, only what the source says of it'] : []),
    ...(one.problem ? [`  Could not be read: ${one.problem}`] : []),
    ...(one.knownAs ? [`  In the library already: ${one.knownAs.title}`] : []),
  ];
}

const test: Command = {
  name: 'source test',
  usage: 'source test URL|KEY [--kind KIND] [--query PAIRS] […, as for source add]',
  does: 'visits a source once, and says what it offers and what would be stored; keeps nothing',
  options: described,
  async run(services, given) {
    const word = needed(given, 'The address or key', test.usage);
    const known = await services.orm.em.fork().findOne(Source, { key: word });
    if (!known && !URL.canParse(word)) throw new NotFound('source', word);
    const source = known ?? draftSource(services, shapeOf(word, given.options));
    const vocabulary = await readVocabulary(services.orm.em.fork());
    const worker = await openWorker(services, { baseUrl: () => '' });
    try {
      const found = await testSource(services, { source, tools: worker.tools, vocabulary });
      const { stored = [] } = found;
      const findings = findingsOfTest(found, source);
      const every =
        found.everyDays === null
          ? 'Too few carry dates to say how often it publishes.'
          : `It seems to publish ${rhythmInWords(found.everyDays)}.`;
      return {
        text: [
          `${found.found} ${found.offered} offered. ${every}`,
          ...found.warnings,
          '',
          'The latest:',
          ...found.latest.map(
            ({ title, url, publishedOn }) =>
              `- ${title}${publishedOn ? ` (${publishedOn})` : ''}\n  ${url}`,
          ),
          '',
          `What would be stored, of the first ${stored.length}:`,
          ...stored.flatMap(storedInLines),
          '',
          findings.shown,
          'Nothing was stored.',
        ].join('\n'),
        json: findings,
      };
    } finally {
      await worker.close();
    }
  },
};

const exportCommand: Command = {
  name: 'source export',
  usage: 'source export [--opml]',
  does: 'prints the sources as JSON or OPML, for source import',
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
    const text = decodeFile(bytesOfFile(file));
    const imported = await importSources(services, { text, by: byCommandLine });
    const { added, known, clashes } = imported;
    return {
      text: [`${added} added, ${known} known already.`, ...clashes].join('\n'),
      json: imported,
    };
  },
};

export const sourceCommands = [add, list, test, importCommand, exportCommand];
