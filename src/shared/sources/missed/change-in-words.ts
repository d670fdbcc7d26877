import type { MethodChange } from '#shared/entities/index.ts';
import { quoted } from '#shared/text/in-words.ts';

type Payload = Record<string, unknown>;

const said = (value: unknown): string =>
  value === null || value === undefined || value === '' ? 'nothing' : quoted(String(value));

/** Fields of a source whose change says something of the method, as a sentence about it. */
const sourceFields: Record<string, (before: unknown, after: unknown) => string> = {
  isPaused: (_, after) => (after === true ? 'was switched off' : 'was switched on again'),
  url: (before, after) => `looks at ${String(after)} instead of ${String(before)}`,
  query: (before, after) => `asks for ${said(after)} instead of ${said(before)}`,
  name: (before) => `was called ${said(before)} before`,
};

function sourceChanged(name: string, before: Payload, after: Payload): string[] {
  return Object.keys(after).flatMap((field) => {
    const words = sourceFields[field];
    return words ? [`Source ${quoted(name)} ${words(before[field], after[field])}.`] : [];
  });
}

const kindOfWord: Record<string, string> = {
  synonym: 'another name',
  abbreviation: 'an abbreviation',
  retired: 'older wording',
};

const wordChanged = (name: string, payload: Payload, isAdded: boolean): string[] =>
  Object.entries(payload).map(
    ([kind, text]) =>
      `${quoted(String(text))} ${isAdded ? 'is searched for as' : 'is no longer'} ${kindOfWord[kind] ?? 'a name'} of ${quoted(name)}.`,
  );

/** How each kind of change is told; what is not here changes nothing of the method. */
const told: Record<string, (change: MethodChange, before: Payload, after: Payload) => string[]> = {
  'source.added': ({ name }, _, after) => [
    `Source ${quoted(name)} was added${after.isPaused === true ? ', switched off' : ''}.`,
  ],
  'source.changed': ({ name }, before, after) => sourceChanged(name, before, after),
  'search.shared': ({ name }) => [`Search ${quoted(name)} was shared.`],
  'search.unshared': ({ name }) => [`Search ${quoted(name)} is no longer shared.`],
  'search.deleted': ({ name }) => [`Search ${quoted(name)} was deleted.`],
  'search.changed': ({ name }) => [`Search ${quoted(name)} was changed.`],
  'vocabulary.added': ({ name }) => [`${quoted(name)} was added to the vocabulary.`],
  'vocabulary.renamed': ({ name }, _, after) => [
    `${quoted(name)} is called ${said(after.label)} now.`,
  ],
  'vocabulary.retired': ({ name }) => [`${quoted(name)} is not used any more.`],
  'vocabulary.merged': ({ name }, _, after) => [
    `${quoted(name)} became part of ${said(after.label)}.`,
  ],
  'vocabulary.split': ({ name }, _, after) => [
    `${said(after.label)} was split off ${quoted(name)}.`,
  ],
  'vocabulary.rule-added': ({ name }, _, after) => [
    `${quoted(name)} is suggested when ${said(after.search)} is found.`,
  ],
  'vocabulary.rule-removed': ({ name }, _, after) => [
    `${quoted(name)} is no longer suggested when ${said(after.search)} is found.`,
  ],
  'vocabulary.rule-restored': ({ name }, _, after) => [
    `${quoted(name)} is suggested again when ${said(after.search)} is found.`,
  ],
  'vocabulary.undone': ({ name }) => [`This was undone: ${name}`],
  'vocabulary.word-added': ({ name }, _, after) => wordChanged(name, after, true),
  'vocabulary.word-removed': ({ name }, before) => wordChanged(name, before, false),
};

/** A change to the method as sentences; none where it says nothing of where is looked and for what. */
export const changeInWords = (change: MethodChange): string[] =>
  told[change.action]?.(change, change.before ?? {}, change.after ?? {}) ?? [];
