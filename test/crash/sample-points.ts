/**
 * `count` different numbers from 1 to `total`, spread evenly (one from each of as many equal stretches), the same
 * for the same seed. All of them when there are no more.
 */
export function samplePoints(total: number, count: number, seed: number): number[] {
  if (count >= total) return Array.from({ length: total }, (_, index) => index + 1);
  const next = randomFrom(seed);
  return Array.from({ length: count }, (_, index) => {
    const from = Math.floor((index * total) / count);
    const to = Math.floor(((index + 1) * total) / count);
    return from + 1 + Math.floor(next() * (to - from));
  });
}

/** Mulberry32: small, good enough, and the same everywhere. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
