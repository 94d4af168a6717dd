import { type Command, Option } from 'commander';
import { verb } from '../verb.ts';

export interface TranslateFlags {
  readonly to: 'json' | 'xml' | 'csv' | 'x12';
  readonly view: 'loops' | 'claims' | 'remittances';
  readonly jsonl?: boolean;
  readonly names?: boolean;
  readonly rawCells?: boolean;
  readonly recount?: boolean;
  readonly output?: string;
  readonly specs?: string;
}

export function translateVerb(): Command {
  return verb({
    name: 'translate',
    purpose: 'Turn X12 into JSON, XML or CSV, and the JSON of its loops back into X12.',
    examples: [
      'translate claims.x12 --to json --view claims',
      'translate era.x12 --to csv --output lines.csv',
      'translate - --to x12 < loops.json > claims.x12',
    ],
    exitCodes: [0, 1, 2, 74],
    more: [
      'View "loops" holds every segment under its loop; written back with --to x12 it gives the same bytes where every segment is followed by the same line break. "claims" holds 837, "remittances" 835 in business terms. CSV has one row for each service line, of 837 or 835. The documents are described in specs/schemas.',
      'The output holds patient data. What cannot be translated is said on standard error, with its place; the rest goes on, and the exit code is 0.',
    ],
  })
    .argument('<file>', 'file to read; - is standard input')
    .addOption(
      new Option('--to <form>', 'what to make').choices(['json', 'xml', 'csv', 'x12']).default('json'),
    )
    .addOption(
      new Option('--view <view>', 'of JSON and XML')
        .choices(['loops', 'claims', 'remittances'])
        .default('loops'),
    )
    .option('--jsonl', 'JSON lines: one claim or unit a line')
    .option('--names', "the guide's name of every element (view loops)")
    .option('--raw-cells', 'CSV for programs: no apostrophe before what a spreadsheet would calculate')
    .option('--recount', 'with --to x12: count SE01, GE01 and IEA01 anew')
    .option('-o, --output <file>', 'write there, whole or not at all (default: standard output)')
    .option('--specs <folder>', 'guides (default: the shipped ones)')
    .action(async (file: string, flags: TranslateFlags) => {
      const { translateFile } = await import('../translate-file.ts');
      await translateFile(file, flags);
    });
}
