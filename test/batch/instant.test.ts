import { expect, test } from 'vitest';
import { readInstant } from '../../src/batch/instant.ts';

test.each([
  ['2025-11-03T20:00:00-08:00', '20251103', '2000'],
  ['2025-11-04T04:00:00Z', '20251103', '2000'],
  ['2025-11-04T07:59:59Z', '20251103', '2359'],
  ['2025-11-04T08:00:00Z', '20251104', '0000'],
  // The night the clocks go back: the hour from one to two happens twice.
  ['2025-11-02T08:30:00Z', '20251102', '0130'],
  ['2025-11-02T09:30:00Z', '20251102', '0130'],
])('%s is %s %s in Seattle', (text, date, time) => {
  expect(readInstant(text, 'America/Los_Angeles')).toMatchObject({ date, time });
});

test.each([
  ['2025-11-03T20:00:00-08:00', '20251104', '0400'],
  ['2025-12-31T23:59:59.999Z', '20251231', '2359'],
  ['2026-01-01T00:30:00+01:00', '20251231', '2330'],
])('%s is %s %s where nobody names a zone', (text, date, time) => {
  expect(readInstant(text, 'UTC')).toMatchObject({ date, time });
});

test.each(['2025-11-03', '2025-11-03T20:00:00', '2025-13-03T20:00:00Z', 'now', ''])(
  '%j is refused',
  (text) => {
    expect(() => readInstant(text, 'UTC')).toThrow(
      expect.objectContaining({ code: 'USAGE-AS-OF', exitCode: 2 }),
    );
  },
);
