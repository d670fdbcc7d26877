import { type Figure, rounded } from '../figures.ts';
import type { Labelled } from './gold.ts';

/** What is shown for an item, in its order. */
export interface Shown {
  item: Labelled;
  refs: string[];
  /** The best score; 0 where nothing is shown. */
  best: number;
}

const mean = (values: number[]) => values.reduce((sum, one) => sum + one, 0) / (values.length || 1);

/** Chance that a random item with answers has a better best score than a random one without. */
function aucOf(shown: Shown[]): number {
  const withAnswers = shown.filter(({ item }) => item.answers.length > 0);
  const without = shown.filter(({ item }) => item.answers.length === 0);
  const wins = withAnswers.flatMap(({ best }) =>
    without.map((other) => (best > other.best ? 1 : best === other.best ? 0.5 : 0)),
  );
  return mean(wins);
}

/** The figures of the corpus's README, from the list that is shown: disputed entries count neither way. */
export function score(shown: Shown[], voice: string, aims: Record<string, string> = {}): Figure[] {
  const undisputed = shown.map(({ item, refs }) => {
    const right = new Set(item.answers.map(({ ref }) => ref));
    return { right, refs: refs.filter((ref) => !item.disputed.includes(ref)) };
  });
  const recalls = undisputed
    .filter(({ right }) => right.size > 0)
    .map(
      ({ right, refs }) =>
        refs.slice(0, 5).filter((ref) => right.has(ref)).length / Math.min(5, right.size),
    );
  const all = undisputed.flatMap(({ right, refs }) => refs.map((ref) => right.has(ref)));
  const figures = {
    recall5: mean(recalls),
    precision: all.filter(Boolean).length / (all.length || 1),
    noneAuc: aucOf(shown),
  };
  return Object.entries(figures).map(([name, value]) => ({
    name: voice ? `${name}.${voice}` : name,
    value: rounded(value),
    unit: name === 'precision' ? `of ${all.length} shown` : `of ${shown.length} items`,
    ...(aims[name] && { aim: aims[name] }),
  }));
}
