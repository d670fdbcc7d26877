import { standingInWords } from '#shared/entities/standing.ts';
import { type Hit, searchPublications } from '#shared/library/search-publications.ts';
import { counted } from '#shared/text/in-words.ts';
import { asIndexer } from '#worker/index/hold-indexer.ts';
import { type IndexReport, indexStatus } from '#worker/index/index-status.ts';
import { rebuildIndex } from '#worker/index/rebuild-index.ts';
import type { Command } from './command.ts';

const plain = (html: string) =>
  html
    .replace(/<\/?mark>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&');

const described = (hit: Hit) =>
  [
    `\n${hit.title}\n  ${hit.publisher}${hit.publishedOn ? `, ${hit.publishedOn}` : ''}\n  ${hit.url ?? ''}`,
    ...(hit.standing.length > 0 ? [`  ${standingInWords(hit.standing)}`] : []),
    ...hit.passages.map(({ page, html }) => `  ${page ? `p. ${page}: ` : ''}${plain(html)}`),
  ].join('\n');

const search: Command = {
  name: 'search',
  usage: 'search WORDS [--page N] [--size N]',
  does: 'searches the library; --json prints what the API answers',
  options: { page: { type: 'string' }, size: { type: 'string' } },
  async run(services, { words, options }) {
    const answer = await searchPublications(services, {
      words: words.join(' '),
      ...(options.page ? { page: Math.max(1, Number(options.page) || 1) } : {}),
      ...(options.size ? { size: Math.min(100, Math.max(1, Number(options.size) || 20)) } : {}),
    });
    const { query } = answer;
    return {
      text: [
        ...(query.corrected ? [`Showing results for ${query.corrected}.`] : []),
        ...query.expanded.map(({ from, to }) => `Also searched for ${to.join(', ')} (${from}).`),
        counted(answer.total, 'publication'),
        ...answer.hits.map(described),
        ...(answer.alike?.length ? ['\nClose in meaning:', ...answer.alike.map(described)] : []),
        ...(answer.alike === null ? ['\nClose in meaning: not available just now.'] : []),
      ].join('\n'),
      json: answer,
    };
  },
};

const meanings: Record<IndexReport['state'], string> = {
  true: 'It says what the database says.',
  behind: 'It is behind the database; the worker brings it up to date.',
  unavailable: 'Its server does not answer. Pages work without search; it catches up by itself.',
  new: 'It has not been built yet; the worker does that at its next tick.',
  damaged: 'It cannot be read; the worker builds it anew.',
  'of another version': 'Another version of Skylark made it; the worker builds it anew.',
  'of another model':
    'The settings ask for another model of meanings, or none; the worker builds it anew.',
  'of another engine': 'The settings ask for another engine; the worker builds it anew there.',
  'ahead of the database': 'The database was restored; the worker builds the index anew.',
};

const status: Command = {
  name: 'index status',
  usage: 'index status',
  does: 'says what the search index holds and whether that is what the database says',
  async run(services) {
    const report = await indexStatus(services);
    const { engine, generation, publications, passages, bytes, differing, behind, state } = report;
    return {
      text: [
        `${engine}, generation ${generation}: ${publications} publications, ${passages} passages, ${Math.round((bytes ?? 0) / 1024)} kB.`,
        `${differing ?? 'An unknown number of'} publications differ from the database; ${behind} changes are not taken up yet.`,
        ...(report.withoutMeaning === undefined
          ? []
          : [
              `${publications - report.withoutMeaning} of ${publications} publications have been read for their meaning (${report.model}).`,
            ]),
        meanings[state],
      ].join('\n'),
      json: report,
    };
  },
};

const rebuild: Command = {
  name: 'index rebuild',
  usage: 'index rebuild',
  does: 'builds the index anew beside the one that answers, then swaps them',
  async run(services, { progress }) {
    const publications = await asIndexer(services, { isPatient: true }, (indexer) =>
      rebuildIndex(services, services.orm, indexer, (done, of) =>
        progress(`${done} of ${of} publications`),
      ),
    );
    const { differing } = await indexStatus(services);
    return { text: `Rebuilt: ${publications} publications.`, json: { publications, differing } };
  },
};

export const libraryCommands = [search, status, rebuild];
