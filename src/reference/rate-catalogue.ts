import type { RateKind, RateTable } from './rate-tables.ts';

const NO_TABLES: readonly RateTable[] = [];

/** Rate tables by kind, part and service date. */
export class RateCatalogue {
  /** By kind, then part: every line asks, mostly for what nobody has imported. */
  readonly #tables = new Map<RateKind, Map<string, RateTable[]>>();
  readonly #kinds = new Map<RateKind, RateTable[]>();

  constructor(tables: readonly RateTable[]) {
    const newestFirst = [...tables].sort((left, right) =>
      left.from === right.from ? text(left.part, right.part) : text(right.from, left.from),
    );
    for (const table of newestFirst) {
      let parts = this.#tables.get(table.kind);
      if (parts === undefined) this.#tables.set(table.kind, (parts = new Map()));
      add(parts, table.part, table);
      add(this.#kinds, table.kind, table);
    }
  }

  /** The newest vintage that has begun on the day and has not ended. */
  on<K extends RateKind>(kind: K, day: string, part = ''): RateTable<K> | undefined {
    const table = this.#tables
      .get(kind)
      ?.get(part)
      ?.find(({ from }) => from <= day);
    return table && (table.to === '' || day <= table.to) ? (table as RateTable<K>) : undefined;
  }

  /**
   * Every part of the vintage that holds on the day, for tables published in several files whose rows have windows of
   * their own: before the first vintage its windows still tell.
   */
  parts<K extends RateKind>(kind: K, day: string): readonly RateTable<K>[] {
    const tables = (this.#kinds.get(kind) ?? NO_TABLES) as readonly unknown[] as readonly RateTable<K>[];
    if (tables.length === 0) return tables;
    const vintage = (tables.find(({ from }) => from <= day) ?? tables.at(-1))?.from;
    return tables.filter(({ from }) => from === vintage);
  }
}

function add<Key>(map: Map<Key, RateTable[]>, key: Key, table: RateTable): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [table]);
  else known.push(table);
}

function text(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
