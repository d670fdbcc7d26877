import type { MayShow } from './gathering/source.ts';

/**
 * What may be displayed of a publication: as its source allows, or whoever added it; no text of one
 * that was taken down, nor of one whose page is gone, until a person decides that it may be shown.
 */
export function mayShowOf(given: {
  /** What its source allows, or whoever added it. */
  mayShow: MayShow;
  isGone: boolean;
  showsGoneText: boolean;
  isTakenDown: boolean;
}): MayShow {
  const isHidden = given.isTakenDown || (given.isGone && !given.showsGoneText);
  return isHidden ? 'link' : given.mayShow;
}
