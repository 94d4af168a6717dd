import { parseArgs } from 'node:util';
import { readingRows } from './reading-rows.ts';
import { printRow } from './row.ts';

// Reading and checking alone: MB/s of processor, and the ratios that `npm run bench` prints.
// Usage: reading.ts [--mb 20] [--rounds 5]

const { values } = parseArgs({
  options: { mb: { type: 'string', default: '20' }, rounds: { type: 'string', default: '5' } },
});
const { rows, measured } = await readingRows(Number(values.mb), Number(values.rounds));
console.log(`${values.mb} MB, medians of ${values.rounds}, MB/s of processor`);
for (const { name, median, rates } of measured) {
  const range = `${Math.min(...rates).toFixed(1)}-${Math.max(...rates).toFixed(1)}`;
  console.log(`${name.padEnd(26)} ${median.toFixed(1).padStart(8)}   ${range}`);
}
for (const row of rows) printRow(row);
