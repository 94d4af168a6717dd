import fc from 'fast-check';

/**
 * One fixed seed for every property, so that a run of the tests says something about the code and not about the day.
 * `PROPERTY_SEED=N npm test` looks elsewhere; `PROPERTY_SEED=random` anywhere (fast-check prints what it found).
 */
const seed = process.env.PROPERTY_SEED ?? '20260101';
if (seed !== 'random') fc.configureGlobal({ seed: Number(seed) });
