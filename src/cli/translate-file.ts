import { once } from 'node:events';
import { createWriteStream, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { readChunks } from '../batch/archive.ts';
import { inputOutputFault } from '../batch/durable-files.ts';
import { loadGuides } from '../guide/guide-catalogue.ts';
import { translate, translateToX12 } from '../translation/translate.ts';
import { Fault } from '../x12/fault.ts';
import type { Finding } from '../x12/finding.ts';
import { findingLines } from './finding-lines.ts';
import { shippedSpecs } from './shipped-specs.ts';
import { columns, note } from './terminal.ts';
import type { TranslateFlags } from './verbs/translate.ts';

/** Findings said on standard error. A JSON or XML document lists them all. */
const FINDINGS_SHOWN = 20;

export async function translateFile(file: string, flags: TranslateFlags): Promise<void> {
  expectFitting(flags);
  const source = file === '-' ? process.stdin : readChunks(file);
  const name = file === '-' ? '' : basename(file);
  const { output } = flags;
  const findings =
    output === undefined
      ? await run(source, name, flags, process.stdout)
      : await intoFile(output, (stream) => run(source, name, flags, stream));
  for (const finding of findings.slice(0, FINDINGS_SHOWN)) {
    for (const line of findingLines(finding, columns())) note(line);
  }
  if (findings.length > FINDINGS_SHOWN) note(`  … and ${findings.length - FINDINGS_SHOWN} more findings`);
}

async function run(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  file: string,
  flags: TranslateFlags,
  stream: Writable,
): Promise<readonly Finding[]> {
  const write = async (piece: string | Uint8Array) => {
    if (!stream.write(piece)) await once(stream, 'drain');
  };
  if (flags.to === 'x12') {
    const { findings } = await translateToX12(source, write, { file, recount: flags.recount ?? false });
    return findings;
  }
  const { findings } = await translate(source, write, {
    guides: loadGuides(join(flags.specs ?? shippedSpecs(), 'guides')),
    file,
    to: flags.to === 'json' && flags.jsonl === true ? 'jsonl' : flags.to,
    view: flags.view,
    elementNames: flags.names ?? false,
    rawCells: flags.rawCells ?? false,
  });
  return findings;
}

/** Under another name until it is whole: half a document looks like a whole one to a program that waits for it. */
async function intoFile(
  path: string,
  work: (stream: Writable) => Promise<readonly Finding[]>,
): Promise<readonly Finding[]> {
  const unfinished = `${path}.part`;
  const stream = createWriteStream(unfinished);
  const failed = once(stream, 'error').then(([cause]) => {
    throw cause;
  });
  // Only where nobody waits for it any more.
  failed.catch(() => {});
  try {
    const findings = await Promise.race([work(stream), failed]);
    stream.end();
    await Promise.race([finished(stream), failed]);
    renameSync(unfinished, path);
    return findings;
  } catch (error) {
    stream.destroy();
    rmSync(unfinished, { force: true });
    // Faults of the source have been named already.
    throw (error as NodeJS.ErrnoException).syscall === undefined ? error : inputOutputFault(path, error);
  }
}

function expectFitting({ to, jsonl, view, names }: TranslateFlags): void {
  if (jsonl && to !== 'json') throw unfitting('--jsonl goes with --to json');
  if (view !== 'loops' && (to === 'csv' || to === 'x12'))
    throw unfitting(`--view does not go with --to ${to}`);
  if (names && (view !== 'loops' || to === 'csv' || to === 'x12')) {
    throw unfitting('--names goes with the view loops');
  }
}

function unfitting(message: string): Fault {
  return new Fault({
    code: 'USAGE-FLAGS',
    message,
    hint: 'See `remit translate --help`.',
    exitCode: 2,
  });
}
