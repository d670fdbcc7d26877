import type { MayShow } from '#shared/entities/index.ts';
import type { Publication } from './publication.ts';

/**
 * What may be displayed of a publication: as its source allows; no text of one that was taken down,
 * nor of one whose page is gone, until a person decides that it may be shown.
 */
export function mayShowOf(given: {
  /** What its source allows. */
  mayShow: MayShow;
  isGone: boolean;
  showsGoneText: boolean;
  isTakenDown: boolean;
}): MayShow {
  const isHidden = given.isTakenDown || (given.isGone && !given.showsGoneText);
  return isHidden ? 'link' : given.mayShow;
}

/** The same, of a publication with its source. */
export const mayShowFor = (publication: Publication): MayShow =>
  mayShowOf({
    mayShow: publication.source.mayShow,
    isGone: !!publication.goneAt,
    showsGoneText: publication.showsGoneText,
    isTakenDown: !!publication.takedown,
  });
