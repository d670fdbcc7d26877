import { Conflict } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';
import { type ByPerson, changePublication } from '../database/change-publication.ts';

/**
 * Decides whether the text of a publication whose page is gone may be shown.
 *
 * @throws {NotFound} @throws {Conflict} when its page is not gone
 */
export async function decideGoneText(
  services: Pick<Services, 'em' | 'clock'>,
  given: ByPerson & { isShown: boolean },
): Promise<void> {
  await changePublication(services, given, (_, publication) => {
    if (!publication.goneAt) throw new Conflict('Its page is there: nothing is hidden.');
    if (publication.showsGoneText === given.isShown) return null;
    publication.showsGoneText = given.isShown;
    return {
      action: given.isShown ? 'publication.gone-text-shown' : 'publication.gone-text-hidden',
      before: { showsGoneText: !given.isShown },
      after: { showsGoneText: given.isShown },
    };
  });
}
