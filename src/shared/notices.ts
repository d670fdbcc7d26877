/**
 * Sentences that must never differ, wherever they are said: on pages, in mails, in files.
 */

/** At the foot of every page and mail. */
export const notMonitored =
  'Not monitored for concerns. If a child is in immediate danger, call 999; otherwise follow your agency’s procedure.';

/** On everything that a demonstration shows, mails or exports. */
export const demonstrationNotice =
  'Demonstration. Fictional publications and plan; no council’s own.';

/** Under every box for free text. */
export const personalDataHint =
  'Do not enter anything about a child, family or live case. What you write may be disclosed under Freedom of Information.';
