import { spellOutBy } from '#shared/checks/abbreviations/spell-out.ts';
import { checkWording } from '#shared/checks/check-wording.ts';
import { type WordingFinding, wordingKinds } from '#shared/checks/finding.ts';
import { readVocabulary } from '#shared/database/load-vocabulary.ts';
import type { EntityManager } from '#shared/database/open-database.ts';
import { contentHash } from '#shared/text/hash.ts';
import type { Line } from './select-lines.ts';

/** The texts of a digest that are looked at: of the group's own, and what it quotes. */
export const wordingFields = {
  intro: { name: 'the words at the top', isQuotation: false },
  title: { name: 'the title', isQuotation: true },
  meaning: { name: '“What this means here”', isQuotation: false },
  summary: { name: 'the summary', isQuotation: true },
  again: { name: 'why it goes out once more', isQuotation: false },
} as const;

export type WordingField = keyof typeof wordingFields;

/** Words that the check found in a digest, and where. */
export interface DigestWording extends WordingFinding {
  /** Names the place and the words, the same whenever they are checked. */
  key: string;
  /** Null for the words at the top. */
  publicationId: number | null;
  field: WordingField;
}

/** Reasons to leave words as they are, by the key of what was found. */
export type PassingOver = Readonly<Record<string, string>>;

interface Given {
  intro: string | null;
  lines: readonly Line[];
}

function* textsOf({ intro, lines }: Given) {
  if (intro) yield { publicationId: null, field: 'intro' as WordingField, text: intro };
  for (const line of lines) {
    for (const field of ['title', 'meaning', 'summary', 'again'] as const) {
      const text = line[field];
      if (text) yield { publicationId: line.publicationId, field, text };
    }
  }
}

/**
 * What to look at in a digest before it leaves: of its own words all that the check finds; of words
 * that it quotes, what blames or may identify, marked.
 */
export async function digestWording(em: EntityManager, given: Given): Promise<DigestWording[]> {
  const texts = [...textsOf(given)];
  const checked = texts.map(({ text, field }) => ({ text, ...wordingFields[field] }));
  const found = checkWording(checked, spellOutBy(await readVocabulary(em)));
  return found.flatMap((finding) => {
    const at = texts[finding.of];
    if (!at || (finding.isQuoted && !wordingKinds[finding.kind].needsReason)) return [];
    const { publicationId, field } = at;
    const name = [publicationId, field, finding.kind, finding.words.toLowerCase()].join('\n');
    return [{ ...finding, publicationId, field, key: contentHash(name).slice(0, 16) }];
  });
}

/** Words that blame or may identify, of the group's own, for which nobody has given a reason. */
export const toAnswer = (found: readonly DigestWording[], reasons: PassingOver = {}) =>
  found.filter(
    ({ kind, isQuoted, key }) =>
      wordingKinds[kind].needsReason && !isQuoted && !reasons[key]?.trim(),
  );

/** "“putting herself at risk” (it makes …); …" */
export const wordingInWords = (found: readonly DigestWording[]): string =>
  found
    .map(({ words, field, better }) => {
      const instead = better ? `; better: “${better}”` : '';
      return `“${words}” in ${wordingFields[field].name}${instead}`;
    })
    .join('. ');
