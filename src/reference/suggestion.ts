/** Beyond this many edits a name is another name, not a misspelling. */
const EDITS_LIMIT = 3;

/** `, did you mean "group"?` for the known name nearest to a misspelled one, '' when none is near. */
export function suggestion(name: string, known: Iterable<string>): string {
  let best = '';
  let bestEdits = Math.min(EDITS_LIMIT, Math.ceil(name.length / 2)) + 1;
  for (const candidate of known) {
    const edits = editsBetween(name.toLowerCase(), candidate.toLowerCase());
    if (edits < bestEdits) [best, bestEdits] = [candidate, edits];
  }
  return best === '' ? '' : `, did you mean "${best}"?`;
}

/** Levenshtein distance, one row of the table at a time. */
function editsBetween(left: string, right: string): number {
  let above = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const replaced = above[column - 1]! + (left[row - 1] === right[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, above[column]! + 1, current[column - 1]! + 1));
    }
    above = current;
  }
  return above[right.length]!;
}
