import type { XmlElement } from '../guide/xml.ts';
import { isDate8 } from '../x12/date.ts';
import { parseScaled } from './parse-scaled.ts';
import { suggestion } from './suggestion.ts';

/** Reads the attributes of one element as values, collecting what is wrong with them; problems carry no values. */
export class AttributeReader {
  readonly #element: XmlElement;
  readonly #where: string;
  readonly #problems: string[];

  constructor(element: XmlElement, file: string, path: string, problems: string[]) {
    this.#element = element;
    this.#where = `${file}:${element.line} ${path}`;
    this.#problems = problems;
  }

  problem(text: string): void {
    this.#problems.push(`${this.#where}: ${text}`);
  }

  /** The value with blanks and line breaks made single; '' when absent. */
  text(name: string): string {
    return (this.#element.attributes.get(name) ?? '').trim().replace(/\s+/g, ' ');
  }

  pattern(name: string, pattern: RegExp, form: string): string {
    const value = this.text(name);
    if (!pattern.test(value)) this.problem(`attribute "${name}" is not ${form}`);
    return value;
  }

  oneOf<T extends string>(name: string, values: readonly T[], absent: T): T {
    if (!this.#element.attributes.has(name)) return absent;
    const value = this.text(name);
    const found = values.find((known) => known === value);
    if (found === undefined) {
      const hint = suggestion(value, values) || ` (${values.map((known) => `"${known}"`).join(', ')})`;
      this.problem(`attribute "${name}" is none of its values${hint}`);
    }
    return found ?? absent;
  }

  flag(name: string, absent: boolean): boolean {
    return this.oneOf(name, ['yes', 'no'], absent ? 'yes' : 'no') === 'yes';
  }

  /** A decimal as an integer of `10^-decimals`; 0 when it is none. */
  scaled(name: string, decimals: number, absent = 0): number {
    if (!this.#element.attributes.has(name)) return absent;
    const value = parseScaled(this.text(name), decimals);
    if (value === undefined) {
      this.problem(`attribute "${name}" is not a number with at most ${decimals} decimals`);
    }
    return value ?? absent;
  }

  date(name: string): string {
    const value = this.text(name);
    if (value !== '' && !isDate8(value)) this.problem(`attribute "${name}" is not a day as CCYYMMDD`);
    return value;
  }

  list(name: string): readonly string[] {
    const value = this.text(name);
    return value === '' ? [] : value.split(' ');
  }
}
