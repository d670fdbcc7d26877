import type { Answer, AnswerAtThatTime } from '#shared/entities/index.ts';
import { inBrief } from '#shared/london.ts';
import { counted } from '#shared/text/in-words.ts';

export const answerWords: Record<Answer, string> = {
  accepted: 'Answered',
  part: 'Answered in part',
  gap: 'A gap',
  'new entry': 'Needs a new entry',
  'not for us': 'Not for us',
};

/** How far along an entry is, in progress and in evidence. */
export const alongInWords = ({ status, rag, dueOn, publications, notedOn }: AnswerAtThatTime) =>
  [
    status,
    rag?.toLowerCase(),
    dueOn && `due ${inBrief(dueOn)}`,
    publications === 0 ? 'no publication linked' : `${counted(publications, 'publication')} linked`,
    notedOn ? `progress noted ${inBrief(notedOn)}` : 'no progress noted',
  ]
    .filter(Boolean)
    .join(', ');

export const nothingAnswers = 'Nothing answers this.';
