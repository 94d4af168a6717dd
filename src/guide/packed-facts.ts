import type { Segment } from '../x12/segment.ts';
import { NO_KEY, shortKey } from '../x12/short-key.ts';
import type { FactTest } from './situation-table.ts';

/** Where the node that a fact names is told from others of its id. */
export interface FactSelector {
  readonly element: number;
  readonly component: number;
}

/** Qualifier's element, component and key; element and component; first and end of its code keys. */
const FIELDS = 7;
/** In place of a first key: a code or qualifier is longer than a key. */
const LONG = -1;

/** The tests of a guide's conditions as flat tables: codes are compared as integers, no string is made. */
export class PackedFacts {
  readonly #tests: readonly FactTest[];
  readonly #selectors: readonly FactSelector[];
  readonly #rows: Int32Array;
  readonly #keys: Int32Array;

  /** @param selectors of the first node of each test */
  constructor(tests: readonly FactTest[], selectors: readonly FactSelector[]) {
    const keys: number[] = [];
    this.#tests = tests;
    this.#selectors = selectors;
    this.#rows = Int32Array.from(
      tests.flatMap(({ qualifier, element, component, codes }, index) => {
        const selector = qualifier === '' ? 0 : selectors[index]!.element;
        const own = [qualifier, ...codes].map(shortKey);
        if (own.includes(NO_KEY)) return [selector, 0, 0, element, component, LONG, 0];
        const first = keys.length;
        keys.push(...own.slice(1));
        return [selector, selectors[index]!.component, own[0]!, element, component, first, keys.length];
      }),
    );
    this.#keys = Int32Array.from(keys);
  }

  isMet(test: number, segment: Segment): boolean {
    const rows = this.#rows;
    const at = test * FIELDS;
    const first = rows[at + 5]!;
    if (first === LONG) return this.#isMetByText(test, segment);
    const selector = rows[at]!;
    if (selector !== 0 && keyAt(segment, selector, rows[at + 1]!) !== rows[at + 2]!) return false;
    const element = rows[at + 3]!;
    if (element === 0) return true;
    const key = keyAt(segment, element, rows[at + 4]!);
    const end = rows[at + 6]!;
    if (first === end) return key !== 0;
    const keys = this.#keys;
    for (let index = first; index < end; index += 1) if (keys[index] === key) return true;
    return false;
  }

  #isMetByText(test: number, segment: Segment): boolean {
    const { qualifier, element, component, codes } = this.#tests[test]!;
    if (qualifier !== '') {
      const selector = this.#selectors[test]!;
      if (textAt(segment, selector.element, selector.component) !== qualifier) return false;
    }
    if (element === 0) return true;
    const text = textAt(segment, element, component);
    return codes.length === 0 ? text !== '' : codes.includes(text);
  }
}

/** @param component 0: the element is no composite */
function keyAt(segment: Segment, element: number, component: number): number {
  return component === 0 ? segment.key(element) : segment.componentKey(element, component);
}

function textAt(segment: Segment, element: number, component: number): string {
  return component === 0 ? segment.element(element) : segment.component(element, component);
}
