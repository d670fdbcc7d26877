/**
 * A source's question, readable unencoded name=value pairs joined by "&", as parameters. An
 * ampersand inside a value cannot be written, which no source has needed.
 */
export const parametersOf = (query: string | null | undefined): URLSearchParams =>
  new URLSearchParams(
    (query ?? '')
      .split('&')
      .filter(Boolean)
      .map((pair) => {
        const at = pair.indexOf('=');
        return at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
      }),
  );

/** Parameters of an address as a source's question has them; null where none is left. */
export function questionFrom(
  parameters: URLSearchParams,
  names: Readonly<Record<string, string>>,
): string | null {
  const pairs = [...parameters].flatMap(([name, value]) => {
    const known = names[name];
    return known && value.trim() ? [`${known}=${value.trim().replaceAll('&', 'and')}`] : [];
  });
  return pairs.join('&') || null;
}

/** Takes a parameter of ours out of the question: what is left is the service's own. */
export function takeParameter(parameters: URLSearchParams, name: string): string | null {
  const value = parameters.get(name)?.trim() || null;
  parameters.delete(name);
  return value;
}

/** Words separated by "|", as a test of a text in any case; without words everything passes. */
export function anyOf(words: string | null): (text: string) => boolean {
  const wanted = (words ?? '')
    .split('|')
    .map((word) => word.trim().toLowerCase())
    .filter(Boolean);
  return (text) => wanted.length === 0 || wanted.some((word) => text.toLowerCase().includes(word));
}
