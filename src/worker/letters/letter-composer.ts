import type { Letter } from '#shared/entities/index.ts';
import type { MailParts, MailPlace } from '#shared/mail/mail-page.tsx';
import type { Composing } from '../sending/outgoing.ts';

/** Makes a letter as things stand now, or says why it is not wanted any more. */
export type LetterComposer = (
  work: Composing,
  letter: Letter,
  place: MailPlace,
) => Promise<MailParts | { cancelled: string }>;
