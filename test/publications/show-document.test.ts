import { describe, expect, it } from 'vitest';
import { loadVocabulary } from '#shared/database/load-vocabulary.ts';
import { Document } from '#shared/entities/index.ts';
import { showDocument } from '#shared/publications/show-document.ts';
import { givenPublication } from '../support/builders/publication.ts';
import { givenSource } from '../support/builders/source.ts';
import { databaseKinds, freshDatabase } from '../support/databases.ts';

describe.each(databaseKinds)('reading a document on %s', (kind) => {
  async function given(mayShow: 'text' | 'extract' | 'link', goneAt: Date | null = null) {
    const { em } = await freshDatabase(kind);
    const start = em.fork();
    await loadVocabulary(start);
    const publication = await givenPublication(start, {
      source: await givenSource(start, { mayShow }),
      goneAt,
      documents: [
        {
          pages: [
            { number: 1, text: 'An introduction.' },
            { number: 47, text: 'A return home interview <b>helps</b>.\n\nEvery time.' },
            { number: 47, text: 'The RHI was late.' },
          ],
        },
      ],
    });
    const document = await start.findOneOrFail(Document, { publication });
    return { em, publicationId: publication.id, documentId: document.id };
  }

  it('gives the text by page, with what was searched for marked, whatever it was called', async () => {
    const { em, ...ids } = await given('text');

    const { pages } = await showDocument({ em: em.fork() }, { ...ids, words: 'RHI' });

    expect(pages).toEqual([
      { number: 1, paragraphs: ['An introduction.'] },
      {
        number: 47,
        paragraphs: [
          'A <mark>return home interview</mark> &lt;b&gt;helps&lt;/b&gt;.',
          'Every time.',
          'The <mark>RHI</mark> was late.',
        ],
      },
    ]);
  });

  it('marks the words alone when other names were switched off', async () => {
    const { em, ...ids } = await given('text');

    const view = await showDocument({ em: em.fork() }, { ...ids, words: 'RHI', expand: false });

    expect(view.otherNames).toEqual([]);
    expect(JSON.stringify(view.pages).match(/<mark>[^<]*/g)).toEqual(['<mark>RHI']);
  });

  it('names inflections of another name once, and says when words are marked one by one', async () => {
    const { em, ...ids } = await given('text');
    const view = (words: string) => showDocument({ em: em.fork() }, { ...ids, words });

    expect((await view('RHI')).otherNames).not.toContain('return interviews');
    expect((await view('RHI')).otherNames).toContain('return interview');
    expect((await view('RHI')).hasSeveralWords).toBe(false);
    expect((await view('lantern helps')).hasSeveralWords).toBe(true);
  });

  it('marks nothing when nothing was searched for', async () => {
    const { em, ...ids } = await given('text');

    const view = await showDocument({ em: em.fork() }, { ...ids, words: ' ' });

    expect(view.words).toBeNull();
    expect(JSON.stringify(view.pages)).not.toContain('<mark>');
  });

  it.each(['extract', 'link'] as const)(
    'shows no text where only %s is allowed',
    async (class_) => {
      const { em, ...ids } = await given(class_);

      expect(await showDocument({ em: em.fork() }, { ...ids, words: 'RHI' })).toMatchObject({
        pages: null,
        mayShow: class_,
      });
    },
  );

  it('shows no text of a page that is gone', async () => {
    const { em, ...ids } = await given('text', new Date('2026-09-09T10:00:00Z'));

    expect(await showDocument({ em: em.fork() }, { ...ids, words: '' })).toMatchObject({
      pages: null,
    });
  });

  it('does not find a document of another publication', async () => {
    const { em, documentId } = await given('text');

    await expect(
      showDocument({ em: em.fork() }, { publicationId: 999, documentId, words: '' }),
    ).rejects.toMatchObject({ name: 'NotFound' });
  });
});
