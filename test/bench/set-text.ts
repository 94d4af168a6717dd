/** The segments of one transaction set while it is generated: counted for SE01, joined by the caller. */
export class SetText {
  #text = '';
  #segments = 0;

  get text(): string {
    return this.#text;
  }

  get segments(): number {
    return this.#segments;
  }

  get lengthBytes(): number {
    return this.#text.length;
  }

  add(segment: string): void {
    this.#text += `${segment}~`;
    this.#segments += 1;
  }
}

/** Cents as an X12 amount: no trailing zeros, no bare point. */
export function amount(cents: number): string {
  const whole = Math.floor(cents / 100);
  const rest = cents % 100;
  if (rest === 0) return String(whole);
  return rest % 10 === 0 ? `${whole}.${rest / 10}` : `${whole}.${String(rest).padStart(2, '0')}`;
}

/** CCYYMMDD of the day so many days after 2025-01-06, the first day of service that is generated. */
export function serviceDay(dayIndex: number): string {
  return new Date(Date.UTC(2025, 0, 6 + dayIndex)).toISOString().slice(0, 10).replaceAll('-', '');
}
