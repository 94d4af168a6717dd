/** The same object while it is being filled; it leaves its builder under the readonly type. */
export type Draft<T> = {
  -readonly [K in keyof T]: T[K] extends readonly (infer Item)[] ? Item[] : T[K];
};
