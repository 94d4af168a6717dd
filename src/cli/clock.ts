/** The only place of the program that reads the clock (DESIGN decision 7). */
export const now = (): Date => new Date();

/** `--as-of` where none is given. */
export const nowText = (): string => now().toISOString();
