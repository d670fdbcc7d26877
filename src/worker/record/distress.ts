/** Words that a reader may want warning of; names of fields of work ("sexual exploitation") are not. */
const words =
  /\b(rap(?:e|ed|ist)|sexual(?:ly)? (?:assault\w*|abus\w*)|indecent (?:image|assault|act)\w*|suicid\w*|murder\w*|stabb\w*|tortur\w*|mutilat\w*|self[- ]harm\w*|strangl\w*|killed|violent death|died by)\b/gi;

/** Mentions in the text that make a publication one that "describes abuse". */
const enough = 5;

/** Whether a publication's words may distress: by its title, or by how often such words come. */
export function describesAbuse(title: string, text: string): boolean {
  if (title.match(words)) return true;
  return (text.match(words)?.length ?? 0) >= enough;
}
