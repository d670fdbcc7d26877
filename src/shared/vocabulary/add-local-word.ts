import { announceVocabularyChange } from '#shared/database/announce-vocabulary-change.ts';
import { readVocabulary } from '#shared/database/load-vocabulary.ts';
import { recordMethodChange } from '#shared/database/note-method-change.ts';
import type { Actor } from '#shared/database/record-audit.ts';
import { Concept, LocalWord, type LocalWordKind, User } from '#shared/entities/index.ts';
import { Invalid, NotFound } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';
import { isEverydayWord } from '#shared/text/everyday-words.ts';
import { lineOfText } from '#shared/text/line-of-text.ts';
import type { ConceptTerms } from '#shared/text/vocabulary.ts';
import { isStopWord, stemsOf, wordsOf } from '#shared/text/words.ts';

const longest = 60;
const longestAbbreviation = 12;

const key = (text: string) => stemsOf(text).join(' ');

function refuse(message: string): never {
  throw new Invalid(message, 'text');
}

/** Words as they can stand in a text, and say enough to mean one concept. @throws {Invalid} */
export function usableName(given: string, kind: LocalWordKind): string {
  const text = lineOfText(given).replace(/\s+/g, ' ');
  if (!text) refuse('Enter the words');
  if (text.length > longest) refuse(`Keep it to ${longest} characters`);
  const words = wordsOf(text).map(({ folded }) => folded);
  if (words.length === 0) refuse('Enter words: letters or numbers');
  if (words.every(isStopWord) || (words.length === 1 && isEverydayWord(words[0] ?? ''))) {
    refuse(
      `“${text}” is an everyday word: everybody who searches for it would be shown this concept. Enter a phrase, or a word that means nothing else`,
    );
  }
  if (kind === 'abbreviation') {
    const capitals = text.match(/\p{Lu}/gu)?.length ?? 0;
    if (/\s/.test(text) || text.length > longestAbbreviation || capitals < 2) {
      refuse(
        `Write an abbreviation as it stands in documents: in capitals, without spaces, at most ${longestAbbreviation} letters`,
      );
    }
  } else if (text.length < 3) refuse('Two letters are too few. If it is an abbreviation, say so');
  return text;
}

/** The concept that has this name already, whatever its case and inflection. */
export function knownFor(text: string, vocabulary: ConceptTerms[]): ConceptTerms | undefined {
  const wanted = key(text);
  return vocabulary.find(({ label, synonyms, abbreviations, retired }) =>
    [label, ...synonyms, ...abbreviations, ...retired].some((name) => key(name) === wanted),
  );
}

/**
 * Adds a local name to a concept: a search for one of its names finds all of them from now on.
 *
 * @throws {NotFound} when there is no such concept @throws {Invalid} for everyday words and duplicates
 */
export async function addLocalWord(
  { em, clock }: Pick<Services, 'em' | 'clock'>,
  given: { conceptId: string; kind: LocalWordKind; text: string; by: Actor },
): Promise<LocalWord> {
  const { kind, by } = given;
  const at = clock();
  return em.transactional(async (em) => {
    const concept = await em.findOne(Concept, given.conceptId);
    if (!concept) throw new NotFound('concept', given.conceptId);
    const text = usableName(given.text, kind);
    const known = knownFor(text, await readVocabulary(em));
    if (known) {
      const isSame = known.id === concept.id;
      refuse(
        isSame
          ? `“${text}” is a name of this concept already`
          : `“${text}” means “${known.label}” already, so it cannot mean this as well`,
      );
    }
    const addedBy = by.userId === null ? null : em.getReference(User, by.userId);
    const word = em.create(LocalWord, { concept, kind, text, addedBy, addedAt: at });
    await announceVocabularyChange(em, at);
    const subject = { type: 'concept', id: concept.id } as const;
    const after = { [kind]: text };
    const change = { by, at, action: 'vocabulary.word-added', subject, after };
    recordMethodChange(em, change, { name: concept.label });
    return word;
  });
}
