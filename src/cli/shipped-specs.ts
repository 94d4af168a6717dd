import { fileURLToPath } from 'node:url';

/** The specs of the package: two folders up from here, in the sources as in what is built from them. */
export const shippedSpecs = (): string =>
  fileURLToPath(new URL('../../specs', import.meta.url)).replace(/\/$/, '');
