import type { MayShow } from '#shared/entities/index.ts';

const shown: Record<MayShow, string> = {
  text: 'All of the text may be shown and quoted.',
  extract:
    'The summary and the passages that a search finds may be shown and quoted; the whole text is kept for search only.',
  link: 'Only title, publisher, date and link are shown. The text is kept for search; it is neither shown nor quoted.',
};

/** What people get to see of a source's publications, as sentences. */
export const shownInWords = ({
  mayShow,
  licence,
}: {
  mayShow: MayShow;
  licence?: string | null | undefined;
}): string => `${shown[mayShow]} ${licence ? `Licence: ${licence}.` : 'No licence is stated.'}`;
