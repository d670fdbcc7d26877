import type { ConceptTerms } from '#shared/text/vocabulary.ts';
import type { SpellOut } from './find-abbreviations.ts';

/** What the vocabulary's abbreviations stand for, in small letters but for names: "return home interview". */
export function spellOutBy(
  concepts: readonly Pick<ConceptTerms, 'label' | 'abbreviations' | 'expansions'>[],
): SpellOut {
  const known = new Map<string, string>();
  for (const { label, abbreviations, expansions } of concepts) {
    for (const one of abbreviations) {
      known.set(one, expansions[one] ?? label.charAt(0).toLowerCase() + label.slice(1));
    }
  }
  return (abbreviation) => known.get(abbreviation) ?? null;
}
