/** Logistic regression with a ridge, by Newton's method with halved steps: few rows, few columns. */
export interface Fitted {
  bias: number;
  weights: number[];
}

const mean = (values: number[]) => values.reduce((sum, one) => sum + one, 0) / (values.length || 1);
const dot = (one: number[], other: number[]) =>
  one.reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0);

function solve(matrix: number[][], right: number[]): number[] {
  const rows = matrix.map((row, at) => [...row, right[at] ?? 0]);
  const size = rows.length;
  for (let at = 0; at < size; at += 1) {
    let pivot = at;
    for (let row = at; row < size; row += 1)
      if (Math.abs(rows[row]?.[at] ?? 0) > Math.abs(rows[pivot]?.[at] ?? 0)) pivot = row;
    const [one, other] = [rows[at] as number[], rows[pivot] as number[]];
    rows[at] = other;
    rows[pivot] = one;
    for (let row = at + 1; row < size; row += 1) {
      const factor = (rows[row]?.[at] ?? 0) / (other[at] || 1);
      rows[row] = (rows[row] as number[]).map(
        (value, column) => value - factor * (other[column] ?? 0),
      );
    }
  }
  const answer = new Array<number>(size).fill(0);
  for (let at = size - 1; at >= 0; at -= 1) {
    const row = rows[at] as number[];
    let left = row[size] ?? 0;
    for (let column = at + 1; column < size; column += 1)
      left -= (row[column] ?? 0) * (answer[column] ?? 0);
    answer[at] = left / (row[at] || 1);
  }
  return answer;
}

/** @param ridge weighs the squares of the weights, of columns brought to a variance of 1 */
export function fitLogistic(rows: number[][], isTrue: boolean[], ridge: number): Fitted {
  const columns = rows[0]?.length ?? 0;
  const middles = Array.from({ length: columns }, (_, at) => mean(rows.map((row) => row[at] ?? 0)));
  const spreads = middles.map(
    (middle, at) => Math.sqrt(mean(rows.map((row) => ((row[at] ?? 0) - middle) ** 2))) || 1,
  );
  const given = rows.map((row) => [
    1,
    ...row.map((value, at) => (value - (middles[at] ?? 0)) / (spreads[at] ?? 1)),
  ]);
  const cost = (weights: number[]) =>
    given.reduce((sum, row, at) => {
      const score = dot(row, weights);
      return (
        sum + Math.log1p(Math.exp(-Math.abs(score))) + Math.max(score, 0) - (isTrue[at] ? score : 0)
      );
    }, 0) + weights.slice(1).reduce((sum, one) => sum + 0.5 * ridge * one * one, 0);
  let weights = [-2, ...new Array<number>(columns).fill(0)];
  for (let round = 0; round < 20; round += 1) {
    const slope = weights.map((one, at) => (at === 0 ? 0 : ridge * one));
    const bend = weights.map((_, at) =>
      weights.map((__, to) => (at === to ? (at ? ridge : 1e-6) : 0)),
    );
    for (const [at, row] of given.entries()) {
      const chance = 1 / (1 + Math.exp(-dot(row, weights)));
      const off = chance - (isTrue[at] ? 1 : 0);
      for (let one = 0; one <= columns; one += 1) {
        slope[one] = (slope[one] ?? 0) + off * (row[one] ?? 0);
        for (let other = 0; other <= columns; other += 1) {
          const line = bend[one] as number[];
          line[other] =
            (line[other] ?? 0) + chance * (1 - chance) * (row[one] ?? 0) * (row[other] ?? 0);
        }
      }
    }
    const step = solve(bend, slope);
    let share = 1;
    const before = cost(weights);
    const moved = (by: number) => weights.map((one, at) => one - by * (step[at] ?? 0));
    while (share > 1e-4 && cost(moved(share)) > before) share /= 2;
    weights = moved(share);
  }
  const plain = weights.slice(1).map((one, at) => one / (spreads[at] ?? 1));
  return { bias: (weights[0] ?? 0) - dot(plain, middles), weights: plain };
}
