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
      'reference import pprrvu PPRRVU2025_Oct.csv --effective 2025-10-01',
    ],
    exitCodes: [0, 1, 2, 74, 75],
    more: [
      'Kinds, in our own form: members, providers, contracts, fee-schedule, gpci; authorizations, other-coverage, programs, credentials, attachments; drg-weights, fees, ncci-pairs, mue, add-on-codes, age-sex, code-list, opps-composites.',
      'Kinds, as published: pprrvu, gpci-addendum-e, locality-county, zip5-locality, anesthesia-base-units, anesthesia-cf, asp-limits, ndc-hcpcs, opps-addendum-a, opps-addendum-b, asc-addendum-aa, asc-addendum-bb, asc-addendum-ff.',
      'The columns of each are in edi-samples/reference/README.md. A file with anything wrong is refused whole, with line and column; the same file again changes nothing. Rows that name a plan or partner nobody has specified are imported and told.',
    ],
  })
    .argument('<kind>', 'what the files hold')
    .argument('<files...>', 'the files, in UTF-8')
    .requiredOption('--effective <day>', 'CCYY-MM-DD from which a table of rates holds', day)
    .option('--config <file>', 'the installation', 'remit.json')
    .option('--as-of <instant>', 'date, time and zone of the import (default: now)')
    .option('--json', 'what was imported as JSON')
    .action(async (kind: string, files: string[], flags: ImportFlags) => {
      const { importReferenceFiles } = await import('../import-reference-files.ts');
      await importReferenceFiles(kind, files, flags);
    });
}
