/** Rows kept from act to act; a night has some thousand payees. */
const KEPT = 50_000;

/** Rows that are made once and never change, told apart by a few texts. */
export interface NumberedRows {
  find(...cells: string[]): number | undefined;
  /** Makes the row. @returns its id */
  make(...cells: string[]): number;
}

/**
 * Ids of such rows, looked up or made. The result is asked for a reader once an act: what an act has made is forgotten
 * with it, since it may be undone and the id given to another row.
 */
export function keptIds({ find, make }: NumberedRows): () => (...cells: string[]) => number {
  const known = new Map<string, number>();
  return () => {
    const made = new Map<string, number>();
    return (...cells) => {
      const key = cells.join('\n');
      const id = known.get(key) ?? made.get(key);
      if (id !== undefined) return id;
      const found = find(...cells);
      if (found === undefined) {
        const own = make(...cells);
        made.set(key, own);
        return own;
      }
      if (known.size >= KEPT) known.clear();
      known.set(key, found);
      return found;
    };
  };
}
