import { accessSync, constants, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readChunks } from '../batch/archive.ts';
import { inputOutputFault, makeFolder, writeDurably } from '../batch/durable-files.ts';
import { type Instant, readInstant } from '../batch/instant.ts';
import { type ValidateOptions, validateFile } from '../batch/validate-file.ts';
import type { ValidatedFile, ValidatedInterchange } from '../batch/validated-file.ts';
import { loadGuides } from '../guide/guide-catalogue.ts';
import type { Partner } from '../reference/partner.ts';
import type { PayerProfile } from '../reference/payer-profile.ts';
import { suggestion } from '../reference/suggestion.ts';
import { Fault } from '../x12/fault.ts';
import { nowText } from './clock.ts';
import { findingLines } from './finding-lines.ts';
import { shippedSpecs } from './shipped-specs.ts';
import { columns, note, print, strong } from './terminal.ts';
import type { ValidateFlags } from './verbs/validate.ts';

/** Findings printed of one file unless all are asked for; `--json` always has them all. */
const FINDINGS_SHOWN = 20;

/** Files are validated one after the other, and each is told as soon as it is read. */
export async function validateFiles(files: readonly string[], flags: ValidateFlags): Promise<void> {
  for (const file of files) if (file !== '-') expectFile(file);
  const specs = flags.specs ?? shippedSpecs();
  const { partner, profiles } = await partnerOf(flags.partner, specs);
  const instant = readInstant(flags.asOf ?? nowText(), profiles[0]?.timeZone ?? 'UTC');
  const guides = loadGuides(join(specs, 'guides'));
  const writeAnswers = answerWriter(flags.acks, partner, profiles[0], instant);
  for (const [index, file] of files.entries()) {
    const options: ValidateOptions = {
      guides,
      profiles,
      receivedDate: instant.date,
      ...(partner === undefined ? {} : { partner }),
      ...(writeAnswers === undefined ? {} : { onInterchange: writeAnswers.of(file) }),
    };
    const result = await validateFile(file === '-' ? process.stdin : readChunks(file), file, options);
    await writeAnswers?.written();
    // A file may have ten thousand findings: each is written as it comes, not kept until the last.
    if (flags.json)
      print(`${index === 0 ? '[\n' : ''}${JSON.stringify(result)}${index < files.length - 1 ? ',' : '\n]'}`);
    else printResult(result, flags.all ?? false);
  }
  if (!flags.json) note('Members, providers, duplicates and originals were not looked up.');
}

/** Told before anything is printed: half an array helps nobody. */
function expectFile(file: string): void {
  try {
    accessSync(file, constants.R_OK);
    if (statSync(file).isDirectory()) throw Object.assign(new Error('a folder'), { code: 'EISDIR' });
  } catch (cause) {
    throw inputOutputFault(file, cause);
  }
}

async function partnerOf(
  id: string | undefined,
  specs: string,
): Promise<{ partner: Partner | undefined; profiles: readonly PayerProfile[] }> {
  if (id === undefined) return { partner: undefined, profiles: [] };
  const { loadSpecs } = await import('../reference/load-specs.ts');
  const { partners, profiles } = loadSpecs(specs);
  const partner = partners.find((each) => each.id === id);
  if (partner)
    return { partner, profiles: profiles.filter((profile) => partner.payers.includes(profile.id)) };
  const known = partners.map((each) => each.id);
  throw new Fault({
    code: 'USAGE-PARTNER',
    message: `"${id}" is no partner${suggestion(id, known)}`,
    hint: `Partners: ${known.join(', ')}.`,
    exitCode: 2,
  });
}

/** Numbers of the answers count from 1 over all files of the command; one interchange is answered after the other. */
function answerWriter(
  folder: string | undefined,
  partner: Partner | undefined,
  payer: PayerProfile | undefined,
  instant: Instant,
) {
  if (folder === undefined) return undefined;
  makeFolder(folder);
  let lastNumber = 0;
  let writing = Promise.resolve();
  const write = async (file: string, interchange: ValidatedInterchange): Promise<void> => {
    const source = file === '-' ? 'stdin' : basename(file);
    const { answerValidated } = await import('../batch/answer-validated.ts');
    const answers = await answerValidated(interchange, partner, instant, () => ++lastNumber, payer);
    for (const { type, number, bytes } of answers)
      writeDurably(join(folder, `${source}_${type}_${String(number).padStart(9, '0')}.x12`), bytes);
  };
  return {
    of:
      (file: string): NonNullable<ValidateOptions['onInterchange']> =>
      (interchange) => {
        writing = writing.then(() => write(file, interchange));
        // Awaited once the file is read; until then a failure is nobody's yet.
        writing.catch(() => {});
      },
    written: (): Promise<void> => writing,
  };
}

function printResult(result: ValidatedFile, showsAll: boolean): void {
  const { file, outcome, interchanges, groups, sets, claimsSeen, claimsRead, claimsRefused, findings } =
    result;
  print(`${strong(`${file}: ${outcome}`)}`);
  print(`  ${interchanges} interchanges, ${groups} groups, ${sets} sets`);
  print(`  ${claimsSeen} claims seen = ${claimsRead} read + ${claimsRefused} refused`);
  const shown = showsAll ? findings : findings.slice(0, FINDINGS_SHOWN);
  for (const finding of shown) for (const line of findingLines(finding, columns())) print(line);
  const rest = findings.length - shown.length + (result.findingsNotListed ?? 0);
  if (rest > 0) print(`  … and ${rest} more findings${showsAll ? '' : ' (--all prints them)'}`);
}
