import { OutboxRow } from '#shared/entities/index.ts';
import { searchPublications } from '#shared/publications/search-publications.ts';
import { rebuildIndex } from '#worker/index/rebuild-index.ts';
import { reconcileIndex } from '#worker/index/reconcile-index.ts';
import type { Command } from './command.ts';

const plain = (html: string) =>
  html
    .replace(/<\/?mark>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&');

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
        `${answer.total} ${answer.total === 1 ? 'publication' : 'publications'}`,
        ...answer.hits.map((hit) =>
          [
            `\n${hit.title}\n  ${hit.publisher}${hit.publishedOn ? `, ${hit.publishedOn}` : ''}\n  ${hit.url ?? ''}`,
            ...hit.passages.map(
              ({ page, html }) => `  ${page ? `p. ${page}: ` : ''}${plain(html)}`,
            ),
          ].join('\n'),
        ),
      ].join('\n'),
      json: answer,
    };
  },
};

const status: Command = {
  name: 'index status',
  usage: 'index status',
  does: 'says what the search index holds and how far behind it is',
  async run(services) {
    const [{ engine, publications, passages, bytes }, pointer] = [
      await services.search.status(),
      await services.search.pointer(),
    ];
    const behind = await services.orm.em.fork().count(OutboxRow);
    const generation = pointer?.generation ?? 1;
    return {
      text: `${engine}, generation ${generation}: ${publications} publications, ${passages} passages, ${Math.round((bytes ?? 0) / 1024)} kB. ${behind} changes not taken up yet.`,
      json: { engine, generation, publications, passages, bytes, behind },
    };
  },
};

const rebuild: Command = {
  name: 'index rebuild',
  usage: 'index rebuild',
  does: 'builds the index anew beside the one that answers, then swaps them',
  async run(services, { progress }) {
    const publications = await rebuildIndex(services, services.orm, (done, of) =>
      progress(`${done} of ${of} publications`),
    );
    const differing = await reconcileIndex(services);
    return { text: `Rebuilt: ${publications} publications.`, json: { publications, differing } };
  },
};

export const libraryCommands = [search, status, rebuild];
