import { parseArgs } from 'node:util';
import { type NightSizes, nightRows } from './night-rows.ts';
import { pricingRows, startUpRows } from './process-rows.ts';
import { readingRows } from './reading-rows.ts';
import { isShort, printRow, type Row } from './row.ts';
import { writingRows } from './writing-rows.ts';

// Every figure of speed beside what it is measured against in the same run; ends with 1 where one falls short.
// Usage: run-bench.ts [--quick | --full] [--no-night] [--nights 10,100] [--history 200000] [--rounds 1]
// --quick: 10 MB in under a minute on a quiet machine, without the nights that are held against one another.
// --nights: megabytes of the nights; cost and memory are compared from each to the next. --full: to 1 GB, with 10 million
// claims of history (some 20 GB of disk, hours).

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    full: { type: 'boolean', default: false },
    night: { type: 'boolean', default: true },
    nights: { type: 'string' },
    history: { type: 'string' },
    rounds: { type: 'string' },
  },
  allowNegative: true,
});
const few = { members: 5000, providers: 500 };
const many = { members: 100_000, providers: 5000 };
const QUICK = {
  reading: { megabytes: 10, rounds: 3, writing: 4, lines: 400_000 },
  nights: { ...few, megabytes: [10], compared: 0, rounds: 1, history: 0 },
} as const;
const USUAL = {
  reading: { megabytes: 100, rounds: 5, writing: 20, lines: 1_000_000 },
  nights: { ...many, megabytes: [10, 100], compared: 20, rounds: 1, history: 1_000_000 },
} as const;
const FULL = {
  reading: USUAL.reading,
  nights: { ...many, megabytes: [10, 100, 1000], compared: 100, rounds: 3, history: 10_000_000 },
} as const;
const { reading, nights } = values.quick ? QUICK : values.full ? FULL : USUAL;
const all: Row[] = [];

print((await readingRows(reading.megabytes, reading.rounds)).rows);
print(await writingRows(reading.writing, reading.rounds));
print(pricingRows(reading.lines));
print(startUpRows(5));
if (values.night) print(nightRows(nightSizes()));
const short = all.filter(isShort);
console.log(short.length === 0 ? 'all reach what they must' : `${short.length} of ${all.length} fall short`);
process.exitCode = short.length === 0 ? 0 : 1;

function nightSizes(): NightSizes {
  const [first, ...rest] = values.nights?.split(',').map(Number) ?? nights.megabytes;
  return {
    ...nights,
    megabytes: [first ?? 1, ...rest],
    ...(values.history !== undefined && { history: Number(values.history) }),
    ...(values.rounds !== undefined && { rounds: Number(values.rounds) }),
  };
}

function print(rows: readonly Row[]): void {
  for (const row of rows) printRow(row);
  all.push(...rows);
}
