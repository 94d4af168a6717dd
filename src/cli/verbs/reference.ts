import { Command } from 'commander';
import { day } from '../options.ts';
import { verb } from '../verb.ts';

export interface ImportFlags {
  readonly effective: string;
  readonly config: string;
  readonly asOf?: string;
  readonly json?: boolean;
}

export function referenceVerb(): Command {
  return new Command('reference')
    .description('The day’s data: members, providers, contracts, fees.')
    .addCommand(importVerb());
}

function importVerb(): Command {
  return verb({
    name: 'import',
    purpose: 'Check reference files whole, archive them and work with them from now on.',
    examples: [
      'reference import members members.csv --effective 2025-01-01',
      'reference import fee-schedule fees-2025.csv --effective 2025-01-01',
      'reference import gpci gpci-2025.csv --effective 2025-01-01 --config claims/remit.json',
    ],
    exitCodes: [0, 1, 2, 74, 75],
    more: [
      'Kinds: members, providers, contracts, fee-schedule, gpci. The columns of each are in edi-samples/reference/README.md. A file with anything wrong is refused whole.',
    ],
  })
    .argument('<kind>', 'what the files hold')
    .argument('<files...>', 'CSV files in UTF-8')
    .requiredOption('--effective <day>', 'CCYY-MM-DD from which fees and indices hold', day)
    .option('--config <file>', 'the installation', 'remit.json')
    .option('--as-of <instant>', 'date, time and zone of the import (default: now)')
    .option('--json', 'what was imported as JSON')
    .action(async (kind: string, files: string[], flags: ImportFlags) => {
      const { importReferenceFiles } = await import('../import-reference-files.ts');
      await importReferenceFiles(kind, files, flags);
    });
}
