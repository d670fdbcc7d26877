/** The part of two lists between what both begin and end with. */
interface Middle {
  begin: number;
  end: number;
  otherEnd: number;
}

function middleOf(one: readonly string[], other: readonly string[]): Middle {
  let begin = 0;
  while (begin < one.length && begin < other.length && one[begin] === other[begin]) begin += 1;
  let [end, otherEnd] = [one.length, other.length];
  while (end > begin && otherEnd > begin && one[end - 1] === other[otherEnd - 1]) {
    end -= 1;
    otherEnd -= 1;
  }
  return { begin, end, otherEnd };
}

/** For each pair of places, how long the longest common subsequence from there on is. */
function lengthsOf(
  one: readonly string[],
  other: readonly string[],
): (row: number, column: number) => number {
  const wide = other.length + 1;
  const lengths = new Uint16Array((one.length + 1) * wide);
  for (let row = one.length - 1; row >= 0; row -= 1) {
    for (let column = other.length - 1; column >= 0; column -= 1) {
      const at = row * wide + column;
      lengths[at] =
        one[row] === other[column]
          ? (lengths[at + wide + 1] ?? 0) + 1
          : Math.max(lengths[at + wide] ?? 0, lengths[at + 1] ?? 0);
    }
  }
  return (row, column) => lengths[row * wide + column] ?? 0;
}

/** Pairs of places at which two lists have the same, in the order of both: a longest common subsequence. */
export function commonWords(one: readonly string[], other: readonly string[]): [number, number][] {
  const { begin, end, otherEnd } = middleOf(one, other);
  const pairs: [number, number][] = [];
  for (let at = 0; at < begin; at += 1) pairs.push([at, at]);
  const [middle, otherMiddle] = [one.slice(begin, end), other.slice(begin, otherEnd)];
  const lengths = lengthsOf(middle, otherMiddle);
  for (let row = 0, column = 0; row < middle.length && column < otherMiddle.length; ) {
    if (middle[row] === otherMiddle[column]) {
      pairs.push([begin + row, begin + column]);
      row += 1;
      column += 1;
    } else if (lengths(row + 1, column) >= lengths(row, column + 1)) row += 1;
    else column += 1;
  }
  for (let at = end; at < one.length; at += 1) pairs.push([at, at - end + otherEnd]);
  return pairs;
}
