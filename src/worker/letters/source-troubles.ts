import { letterPage, type Paragraph } from '#shared/mail/mail-page.tsx';
import type { LetterComposer } from './letter-composer.ts';

/** One source in it, as it stood when the letter was written. */
export interface ToldSource {
  sourceId: number;
  /** "Marlby could not be read repeatedly." and the explanation, as sentences. */
  words: string;
}

export interface SourceTroubles {
  subject: string;
  sources: ToldSource[];
  /** What is said below all of them. */
  end: string | null;
}

/** To administrators: sources that began to fail, fell quiet or ended, or are well again. */
export const sourceTroubles: LetterComposer = async (_, { content }, place) => {
  const { subject, sources, end } = content as SourceTroubles;
  return letterPage(place, {
    subject,
    paragraphs: [
      ...sources.flatMap(({ sourceId, words }): Paragraph[] => [
        words,
        { link: 'Look at the source', url: `${place.baseUrl}/sources/${sourceId}` },
      ]),
      ...(end ? [end] : []),
    ],
  });
};
