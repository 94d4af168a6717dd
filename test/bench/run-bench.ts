import { parseArgs } from 'node:util';
import { nightRows, pricingRows, startUpRows } from './process-rows.ts';
import { readingRows } from './reading-rows.ts';
import { isShort, printRow, type Row } from './row.ts';
import { writingRows } from './writing-rows.ts';

// Every figure of speed beside what it is measured against in the same run; ends with 1 where one falls short.
// Usage: run-bench.ts [--quick] [--no-night]

const { values } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, night: { type: 'boolean', default: true } },
  allowNegative: true,
});
const size = values.quick
  ? { megabytes: 10, rounds: 3, writing: 4, lines: 200_000, night: 2 }
  : { megabytes: 100, rounds: 5, writing: 20, lines: 1_000_000, night: 100 };
const all: Row[] = [];

print((await readingRows(size.megabytes, size.rounds)).rows);
print(await writingRows(size.writing, size.rounds));
print(pricingRows(size.lines));
print(startUpRows(5));
if (values.night) print(nightRows(size.night));
const short = all.filter(isShort);
console.log(short.length === 0 ? 'all reach what they must' : `${short.length} of ${all.length} fall short`);
process.exitCode = short.length === 0 ? 0 : 1;

function print(rows: readonly Row[]): void {
  for (const row of rows) printRow(row);
  all.push(...rows);
}
