import type { RateKind, RateTable } from './rate-tables.ts';

/** Rate tables by kind, part and service date. */
export class RateCatalogue {
  readonly #tables = new Map<string, RateTable[]>();
  readonly #kinds = new Map<RateKind, RateTable[]>();

  constructor(tables: readonly RateTable[]) {
    const newestFirst = [...tables].sort((left, right) =>
      left.from === right.from ? text(left.part, right.part) : text(right.from, left.from),
    );
    for (const table of newestFirst) {
      add(this.#tables, `${table.kind} ${table.part}`, table);
      add(this.#kinds, table.kind, table);
    }
  }

  /** The newest vintage that has begun on the day and has not ended. */
  on<K extends RateKind>(kind: K, day: string, part = ''): RateTable<K> | undefined {
    const table = this.#tables
      .get(part === '' ? `${kind} ` : `${kind} ${part}`)
      ?.find(({ from }) => from <= day);
    return table && (table.to === '' || day <= table.to) ? (table as RateTable<K>) : undefined;
  }

  /**
   * Every part of the vintage that holds on the day, for tables published in several files whose rows have windows of
   * their own: before the first vintage its windows still tell.
   */
  parts<K extends RateKind>(kind: K, day: string): readonly RateTable<K>[] {
    const tables = (this.#kinds.get(kind) ?? []) as readonly unknown[] as readonly RateTable<K>[];
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
