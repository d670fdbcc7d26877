import { Letter, type LetterKind } from '#shared/entities/index.ts';
import { ledger } from '../sending/outgoing.ts';
import { datesNear } from './dates-near.ts';
import { digestReminder } from './digest-reminder.ts';
import { invitation } from './invitation.ts';
import type { LetterComposer } from './letter-composer.ts';
import { mailRefused, mailWell } from './mail-troubles.ts';
import { sourceTroubles } from './source-troubles.ts';

/** One row for each kind of letter. */
const composers: Record<LetterKind, LetterComposer> = {
  'digest-reminder': digestReminder,
  'source-troubles': sourceTroubles,
  'mail-refused': mailRefused,
  'mail-well': mailWell,
  invitation,
  'dates-near': datesNear,
};

/** Each row is one letter to one user. */
export const letterLedger = ledger<Letter>({
  name: 'letter',
  entity: Letter,
  populate: ['user'],

  async compose(work, letter, place) {
    if (!letter.user.isActive) return { cancelled: 'The person left before it was sent.' };
    const composed = await composers[letter.kind](work, letter, place);
    return 'cancelled' in composed ? composed : { to: letter.user.email, ...composed };
  },
});
