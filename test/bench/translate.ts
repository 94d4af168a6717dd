/**
 * Megabytes of X12 a second of processor time (other work on the machine does not count) into each form and back, with the peak of resident memory, and node-x12's own JSON
 * notation beside it on a file it can hold (70 bytes of heap for each of the file). Each run is a process of its own.
 *
 *   node test/bench/translate.ts [megabytes] [megabytes for node-x12]     default: 100 4
 */
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, createWriteStream, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { X12Interchange, X12Parser } from 'node-x12';
import { loadGuides } from '../../src/guide/guide-catalogue.ts';
import { translate, translateToX12 } from '../../src/translation/translate.ts';
import type { TranslationOptions } from '../../src/translation/translator.ts';
import { generate837 } from './generate-837.ts';

type Form = Partial<TranslationOptions>;

const FORMS: Readonly<Record<string, Form>> = {
  'JSON, loops': { to: 'json' },
  'JSON, loops, element names': { to: 'json', elementNames: true },
  'JSON lines, loops': { to: 'jsonl' },
  'JSON lines, claims': { to: 'jsonl', view: 'claims' },
  'XML, loops': { to: 'xml' },
  'XML, claims': { to: 'xml', view: 'claims' },
  CSV: { to: 'csv' },
};
const BACK = 'back to X12';
const NODE_X12 = 'node-x12, JSON notation';

/** The streamed output goes to a file when it is read again, else nowhere. */
async function run(what: string, path: string, json: string): Promise<void> {
  const bytes = statSync(path).size;
  // Loaded once a process: no part of the speed.
  const guides = loadGuides(join(import.meta.dirname, '../../specs/guides'));
  const begun = process.cpuUsage();
  let written = 0;
  if (what === NODE_X12) {
    const interchange = new X12Parser(true).parse(readFileSync(path, 'latin1'));
    if (interchange instanceof X12Interchange) written = JSON.stringify(interchange.toJSEDINotation()).length;
  } else if (what === BACK) {
    await translateToX12(createReadStream(json), (piece) => void (written += piece.length), {
      file: 'a.json',
    });
  } else {
    const sink = what === 'JSON, loops' ? createWriteStream(json) : undefined;
    await translate(
      createReadStream(path),
      async (text) => {
        written += text.length;
        if (sink !== undefined && !sink.write(text)) await once(sink, 'drain');
      },
      { guides, file: 'a.x12', to: 'json', ...FORMS[what] },
    );
    if (sink !== undefined) await new Promise<void>((resolve) => sink.end(() => resolve()));
  }
  const { user, system } = process.cpuUsage(begun);
  const seconds = (user + system) / 1e6;
  const peak = Math.round(process.resourceUsage().maxRSS / 1024);
  const speed = (bytes / 1e6 / seconds).toFixed(1);
  console.log(
    `${what.padEnd(28)}${speed.padStart(7)} MB/s ${String(peak).padStart(6)} MB peak  ${(written / 1e6).toFixed(0)} MB written`,
  );
}

const [first = '100', second = '4', third = ''] = process.argv.slice(2);
if (first in FORMS || first === BACK || first === NODE_X12) await run(first, second, third);
else {
  const folder = mkdtempSync(join(tmpdir(), 'remit-bench-'));
  try {
    const path = join(folder, 'a.x12');
    const small = join(folder, 'b.x12');
    generate837({ type: 'P', megabytes: Number(first), out: path });
    generate837({ type: 'P', megabytes: Number(second), out: small });
    const child = (what: string, file: string) =>
      execFileSync(process.execPath, [import.meta.filename, what, file, join(folder, 'a.json')], {
        stdio: 'inherit',
      });
    console.log(`${first} MB of 837P`);
    for (const what of [...Object.keys(FORMS), BACK]) child(what, path);
    console.log(`${second} MB of 837P`);
    for (const what of ['JSON, loops', NODE_X12]) child(what, small);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
