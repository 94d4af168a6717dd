/** The same object while it is being filled; it leaves its builder under the readonly type. */
export type Draft<T> = {
  -readonly [K in keyof T]: T[K] extends readonly (infer Item)[] ? Item[] : T[K];
};

/**
 * A {@link Draft} with every optional property in place from the start, undefined until it is read: objects of one
 * shape are made and read several times as fast as objects that grow.
 */
export type WholeDraft<T> = {
  -readonly [K in keyof T]-?: T[K] extends readonly (infer Item)[] ? Item[] : T[K];
};

/**
 * A list with nothing in it: most lists of a claim stay so, and one for all takes neither time nor memory. It is frozen;
 * {@link append} makes another.
 */
export const NONE: never[] = Object.freeze([]) as unknown as never[];

/** The list with one more item, in place of the list. The first push onto an empty array would reserve room for seventeen. */
export function append<T>(list: T[], item: T): T[] {
  if (list.length === 0) return [item];
  list.push(item);
  return list;
}
