/** Codes and ranges of codes as a rule's parameter writes them: `99202-99205 G0402`. */
export interface CodeList {
  has(code: string): boolean;
}

/** The same codes come again and again: to look one up takes a tenth of going through a payer's ranges. */
const KEPT_VERDICTS = 1024;

const ITEM = /^([A-Z0-9.]+)(?:-([A-Z0-9.]+))?$/;

/**
 * Reads a list separated by blanks. A range compares as text and only takes codes as long as its ends, so
 * `11-18` never takes `131`.
 *
 * @throws RangeError when an item is no code or range: `checkSpecs` reports it before a run can meet it
 */
export function readCodeList(text: string): CodeList {
  const codes = new Set<string>();
  const ranges: { readonly low: string; readonly high: string }[] = [];
  for (const item of text.split(/\s+/)) {
    if (item === '') continue;
    const [, low = '', high] = ITEM.exec(item) ?? [];
    if (low === '' || (high !== undefined && (high.length !== low.length || high < low))) {
      throw new RangeError(`not a code or a range of codes: ${item}`);
    }
    if (high === undefined) codes.add(low);
    else ranges.push({ low, high });
  }
  if (ranges.length === 0) return codes;
  const verdicts = new Map<string, boolean>();
  const judged = (code: string): boolean =>
    codes.has(code) ||
    ranges.some(({ low, high }) => code.length === low.length && low <= code && code <= high);
  return {
    has: (code) => {
      let verdict = verdicts.get(code);
      if (verdict === undefined) {
        verdict = judged(code);
        if (verdicts.size >= KEPT_VERDICTS) verdicts.clear();
        verdicts.set(code, verdict);
      }
      return verdict;
    },
  };
}
