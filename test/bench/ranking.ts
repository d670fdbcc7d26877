/** Measures of a ranked list against judgements. */

/** Grade by document: 0 or absent is not relevant. */
export type Judgements = ReadonlyMap<string, number>;

const gain = (grade: number) => 2 ** grade - 1;

/** Normalised discounted cumulative gain of the first ten (gain 2^grade − 1, discount log2). */
export function ndcg10(ranked: string[], judged: Judgements): number {
  const sum = (gains: number[]) =>
    gains.slice(0, 10).reduce((all, one, at) => all + one / Math.log2(at + 2), 0);
  const ideal = sum([...judged.values()].map(gain).sort((a, b) => b - a));
  return ideal === 0 ? 0 : sum(ranked.map((id) => gain(judged.get(id) ?? 0))) / ideal;
}

/** Average precision over all that was ranked. */
export function averagePrecision(ranked: string[], judged: Judgements): number {
  const relevant = [...judged.values()].filter((grade) => grade > 0).length;
  let found = 0;
  let sum = 0;
  for (const [at, id] of ranked.entries()) {
    if (!judged.get(id)) continue;
    found += 1;
    sum += found / (at + 1);
  }
  return relevant === 0 ? 0 : sum / relevant;
}

/** One over the rank of the one that was looked for, among the first ten. */
export function reciprocalRank10(ranked: string[], wanted: string): number {
  const at = ranked.slice(0, 10).indexOf(wanted);
  return at < 0 ? 0 : 1 / (at + 1);
}

export const mean = (values: number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
