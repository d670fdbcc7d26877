import type { MayShow } from '#shared/entities/index.ts';

/**
 * What may be displayed of a publication: as its source allows, and no text of one whose page is
 * gone until a person decides.
 */
export function mayShowOf(given: { mayShow: MayShow; isGone: boolean }): MayShow {
  return given.isGone ? 'link' : given.mayShow;
}
