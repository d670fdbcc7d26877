import { ofBelief } from './phrases/of-belief.ts';
import { ofCharacter } from './phrases/of-character.ts';
import { ofChoice } from './phrases/of-choice.ts';
import { ofCrime } from './phrases/of-crime.ts';
import { ofFault } from './phrases/of-fault.ts';
import { ofLabelsAndFamilies } from './phrases/of-labels-and-families.ts';
import { ofMissingAndBehaviour } from './phrases/of-missing-and-behaviour.ts';
import { ofReaching } from './phrases/of-reaching.ts';
import { ofRelationships } from './phrases/of-relationships.ts';
import { ofRisk } from './phrases/of-risk.ts';
import { ofSeeking } from './phrases/of-seeking.ts';
import { ofTradeAndImages } from './phrases/of-trade-and-images.ts';
import type { BlamingRow } from './rows.ts';

/** The list, by what is wrong. Each row is one kind of phrase, in the words in which people write it. */
export const blamingRows: readonly BlamingRow[] = [
  ...ofRisk,
  ...ofChoice,
  ...ofFault,
  ...ofRelationships,
  ...ofTradeAndImages,
  ...ofSeeking,
  ...ofCharacter,
  ...ofReaching,
  ...ofMissingAndBehaviour,
  ...ofCrime,
  ...ofLabelsAndFamilies,
  ...ofBelief,
];
