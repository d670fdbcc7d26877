import { StringType, TextType } from '@mikro-orm/core';
import { lineOfText } from '#shared/text/line-of-text.ts';

const asLine = (value: unknown) => (typeof value === 'string' ? lineOfText(value) : value);

/**
 * Columns that hold a title or a name, of any length and of at most so many characters: whichever way
 * one comes it is kept as a line, and one that an earlier version kept otherwise is read as one.
 */
export class LineType extends TextType {
  override convertToDatabaseValue(value: string | null): string | null {
    return asLine(value) as string | null;
  }
  override convertToJSValue(value: string | null): string | null {
    return asLine(value) as string | null;
  }
}

export class ShortLineType extends StringType {
  override convertToDatabaseValue(value: string | null): string | null {
    return asLine(value) as string | null;
  }
  override convertToJSValue(value: string | null): string | null {
    return asLine(value) as string | null;
  }
}
