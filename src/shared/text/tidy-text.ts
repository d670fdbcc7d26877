/** Signs that nobody sees and that change how others are shown: controls, and orders of direction. */
const unseen =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken away
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** Text as it is kept: one kind of line break, nothing unseen, no space at its ends. */
export const tidyText = (text: string): string =>
  text
    .replace(/\r\n?|\u2028|\u2029|\u0085/g, '\n')
    .replace(unseen, '')
    .trim();

/** Whether signs were lost before the text came here (U+FFFD), or cannot be written at all. */
export const hasLostSigns = (text: string): boolean =>
  text.includes('\ufffd') || !text.isWellFormed();
