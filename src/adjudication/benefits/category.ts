import { actingRuleOfKind, listParameter } from '../disposition.ts';
import { readOnce } from '../rule-reading.ts';
import { openLines, type Worksheet } from '../worksheet.ts';

const SUBJECTS = ['procedures', 'revenueCodes', 'billTypes'] as const;
type Subject = (typeof SUBJECTS)[number];

/** The categories of a rule in the order of its lists, and for each subject the places of its lists in that order. */
interface Categories {
  readonly names: readonly string[];
  readonly places: Readonly<Record<Subject, CodePlaces>>;
}

/** KP-60: the first list of the profile that holds the line's procedure, revenue code or bill type names its category. */
export function categorizeLines(sheet: Worksheet): void {
  const rule = actingRuleOfKind(sheet.profile, 'benefits', sheet.period.from);
  if (!rule) return;
  const { names, places } = categoriesOf(rule);
  const { part, facilityCode } = sheet.claim;
  const billType = part.kind === 'institutional' ? places.billTypes.of(facilityCode) : NOWHERE;
  for (const line of openLines(sheet)) {
    const { procedure, revenueCode } = line.line;
    const place = Math.min(places.procedures.of(procedure), places.revenueCodes.of(revenueCode), billType);
    line.benefitCategory = names[place] ?? 'other';
  }
}

/** Behind every list. */
const NOWHERE = 1_000_000;
/** Places of so many codes are remembered: a night bills the same ones again and again. */
const KEPT_PLACES = 1024;

/** Which of the lists of one subject is the first to hold a code. */
class CodePlaces {
  readonly #lists: { readonly place: number; readonly ranges: readonly (readonly [string, string])[] }[] = [];
  readonly #known = new Map<string, number>();

  add(place: number, ranges: readonly (readonly [string, string])[]): void {
    this.#lists.push({ place, ranges });
  }

  of(code: string): number {
    let place = this.#known.get(code);
    if (place !== undefined) return place;
    place = this.#lists.find(({ ranges }) => isInRanges(ranges, code))?.place ?? NOWHERE;
    if (this.#known.size >= KEPT_PLACES) this.#known.clear();
    this.#known.set(code, place);
    return place;
  }
}

const categoriesOf = readOnce((rule): Categories => {
  const names: string[] = [];
  const places = {
    procedures: new CodePlaces(),
    revenueCodes: new CodePlaces(),
    billTypes: new CodePlaces(),
  };
  for (const name of rule.parameters.keys()) {
    const [subject, category] = name.split('.');
    const known = SUBJECTS.find((each) => each === subject);
    if (category === undefined || known === undefined) continue;
    const ranges = listParameter(rule, name).map((range) => {
      const [from = '', to = from] = range.split('-');
      return [from, to] as const;
    });
    places[known].add(names.length, ranges);
    names.push(category);
  }
  return { names, places };
});

/** Codes of one length compare as text, letters included: G0104-G0106. */
function isInRanges(ranges: readonly (readonly [string, string])[], code: string): boolean {
  return (
    code !== '' && ranges.some(([from, to]) => code.length === from.length && from <= code && code <= to)
  );
}
