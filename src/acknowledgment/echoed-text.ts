import { cleanText, isWritableText } from '../x12/clean-text.ts';
import { CUSTOMARY_DELIMITERS } from '../x12/writer.ts';

/** True for a value that goes out in an answer exactly as it came in: writable, not blank, not too long. */
export function isEchoable(value: string | undefined, maximumLength: number): value is string {
  if (value === undefined || value.trim() === '' || value.length > maximumLength) return false;
  return isWritableText(value, CUSTOMARY_DELIMITERS);
}

/**
 * A received value for an answer: as it came when X12 can carry it, so that the sender finds it again; else cleaned
 * and cut, since an answer has to go out on the worst of files too. '' when nothing is left.
 */
export function echoedText(value: string, maximumLength: number): string {
  const text = value.trimEnd();
  if (isEchoable(text, maximumLength)) return text;
  return cleanText(value, CUSTOMARY_DELIMITERS).slice(0, maximumLength).trimEnd();
}
