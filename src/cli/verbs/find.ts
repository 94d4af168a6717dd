import { type Command, Option } from 'commander';
import { day, wholeNumber } from '../options.ts';
import type { AskFlags } from '../record-asking.ts';
import { verb } from '../verb.ts';

export interface FindFlags extends AskFlags {
  readonly as?: string;
  readonly npi?: string;
  readonly taxId?: string;
  readonly serviceDate?: string;
  readonly charge?: string;
  readonly kind?: 'professional' | 'institutional';
  readonly received?: string;
  readonly limit?: number;
}

/** As `ID_KINDS` of src/batch/find.ts has them; a test compares. */
const KINDS = [
  'claim-number',
  'patient-control-number',
  'member-id',
  'npi',
  'tax-id',
  'payee',
  'trace',
  'file-name',
  'sha256',
  'isa13',
  'gs06',
  'st02',
  'batch-reference',
];

export function findVerb(): Command {
  return verb({
    name: 'find',
    purpose:
      'Whatever has this id: files, interchanges, sets, claims, payments, with what stands beside them.',
    examples: [
      'find 2530700000015',
      'find 000001301/1301/0002',
      'find - --service-date 2025-10-01 --charge 255.00 < member-id.txt',
    ],
    exitCodes: [0, 1, 2, 74],
    more: [
      'An id is a file name, SHA-256, ISA13, GS06, ST02 (GS06/ST02 or ISA13/GS06/ST02 is exact), batch reference (BHT03), patient control number, our claim number, member id, NPI, tax id, payee, or a check or EFT number (TRN02).',
      'Member ids and patient control numbers do not belong on a command line, which others on the machine may see: write - and give them on standard input, one a line. A claim has to have all of them.',
      'What identifies a patient is masked unless --phi is given. Who asked and what was shown is recorded in archive/asked.',
    ],
  })
    .argument('<id>', 'what you have in hand; - reads it from standard input, or asks for it')
    .addOption(new Option('--as <kind>', 'take it for this only').choices(KINDS))
    .option('--npi <npi>', 'only claims of this billing provider')
    .option('--tax-id <id>', 'only claims under this tax id')
    .option('--service-date <day>', 'only claims with service on this day', day)
    .option('--charge <amount>', 'only claims with this total charge')
    .addOption(
      new Option('--kind <kind>', 'only claims of this kind').choices(['professional', 'institutional']),
    )
    .option('--received <day>', 'only claims received on this day', day)
    .option('--limit <number>', 'the newest so many of each kind (default: 20)', wholeNumber(1, 1000))
    .option('--config <file>', 'the installation', 'remit.json')
    .option('--json', 'the same as JSON, amounts in cents')
    .option('--phi', 'show what identifies the patient')
    .option('--actor <name>', 'who asks (default: the user of this machine)')
    .action(async (id: string, flags: FindFlags) => (await import('../find.ts')).find(id, flags));
}
