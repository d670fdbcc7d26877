import { z } from 'zod';
import {
  type EntryFieldName,
  entryField,
  entryFieldNames,
  type entryFields,
} from './entry-fields.ts';

type Fields = typeof entryFields;
type Setting = { [Name in EntryFieldName]: z.ZodOptional<Fields[Name]['rule']> };
type Answering = { [Name in EntryFieldName]: Fields[Name]['answer'] };

/** Fields of an entry as programs may set them: each may be left out, those that only files set are. */
export const entryChangeShape = z.object(
  Object.fromEntries(
    entryFieldNames
      .filter((name) => entryField(name).askedIn !== 'file')
      .map((name) => [name, entryField(name).rule.optional()]),
  ) as unknown as Setting,
);

/** The fields of an entry as programs are told them. */
export const entryAnswers = Object.fromEntries(
  entryFieldNames.map((name) => [name, entryField(name).answer]),
) as unknown as Answering;
