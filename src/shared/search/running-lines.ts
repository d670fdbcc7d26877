/** A line that stands in so large a share of the passages, whatever its page number, is no text. */
const runningShare = 1 / 3;
const fewestRunning = 3;

const asRunning = (line: string) => line.replace(/\d+/g, '').trim();

/** Passages without the heads and feet that run through the pages of a long document. */
export function withoutRunningLines(passages: string[]): string[] {
  const counts = new Map<string, number>();
  for (const text of passages) {
    for (const line of new Set(text.split('\n').map(asRunning)))
      counts.set(line, (counts.get(line) ?? 0) + 1);
  }
  const most = Math.max(fewestRunning, passages.length * runningShare);
  return passages.map((text) =>
    text
      .split('\n')
      .filter((line) => (counts.get(asRunning(line)) ?? 0) < most)
      .join('\n'),
  );
}
