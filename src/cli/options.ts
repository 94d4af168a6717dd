import { InvalidArgumentError } from 'commander';

/** A whole number from `minimum` to `maximum`, for commander. */
export function wholeNumber(minimum: number, maximum: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < minimum || value > maximum) {
      throw new InvalidArgumentError(`It has to be a whole number from ${minimum} to ${maximum}.`);
    }
    return value;
  };
}

/** CCYY-MM-DD, a day of the calendar, as CCYYMMDD. */
export function day(text: string): string {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!parts || new Date(`${text}T00:00:00Z`).toISOString().slice(0, 10) !== text) {
    throw new InvalidArgumentError('Write the day like 2025-01-31.');
  }
  return parts.slice(1).join('');
}
