import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { GUIDE_FINDINGS } from '../../src/guide/guide-findings.ts';
import { VALIDATION_FINDINGS } from '../../src/validation/finding-table.ts';
import { ENVELOPE_FINDINGS } from '../../src/x12/envelope-findings.ts';

const SHIPPED = fileURLToPath(new URL('../../specs', import.meta.url));

export const SAMPLE_PARTNER = 'samples';

/**
 * The shipped specs, changed into a payer and a partner that answer to any id: no duplicate look-back, so that files
 * that tell the same story are all decided; no filing limit, since the samples are of any year; no taxonomy wanted;
 * faults in the data are told and refuse nothing.
 * The first ids stay: answers name us by them.
 */
export function writeSampleSpecs(folder: string): void {
  cpSync(SHIPPED, folder, { recursive: true });
  const partners = join(folder, 'partners');
  for (const name of readdirSync(partners)) rmSync(join(partners, name));
  writeFileSync(join(partners, `${SAMPLE_PARTNER}.xml`), partnerXml());
  const path = join(folder, 'payers', '91051.xml');
  writeFileSync(path, changedProfile(readFileSync(path, 'utf8')));
}

function partnerXml(): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<partner id="${SAMPLE_PARTNER}" name="Samples" usage="*" duplicateLookBackDays="0" newlineAfterSegment="yes" payers="91051">
  <sender qualifier="*" interchangeId="*" applicationId="*"/>
  <receiver qualifier="ZZ" interchangeId="91051" applicationId="91051"/>
  <answers ta1="always" functional999="always" claim277="always"/>
  <severity finding="PARTNER-RECEIVER" is="ignore"/>
${toldOnly().join('\n')}
</partner>
`;
}

/**
 * Most samples have a fault: invented numbers, counts that disagree, missing segments. Here they are told and refuse
 * nothing, so that as many claims as possible are decided and paid; what cannot be looked up or read still refuses.
 */
function toldOnly(): string[] {
  return Object.keys({ ...ENVELOPE_FINDINGS, ...GUIDE_FINDINGS, ...VALIDATION_FINDINGS })
    .filter((code) => !/^PAYER-|^SET-|^X12-ISA|^X12-FILE|-LIMIT$|-MISSING$|UNKNOWN/.test(code))
    .map((code) => `  <severity finding="${code}" is="report"/>`);
}

function changedProfile(xml: string): string {
  const replace = (text: string, from: string | RegExp, to: string): string => {
    const changed = text.replace(from, to);
    if (changed === text) throw new Error(`the shipped profile no longer has ${String(from)}`);
    return changed;
  };
  let changed = replace(xml, '<payerId value="91051"/>', '<payerId value="91051"/><payerId value="*"/>');
  changed = replace(
    changed,
    '<receiverId value="91051"/>',
    '<receiverId value="91051"/><receiverId value="*"/>',
  );
  changed = replace(
    changed,
    'kind="duplicate" standing="acts"',
    'standing="records" reason="off for samples"',
  );
  changed = replace(
    changed,
    /kind="timely-filing" standing="acts"/g,
    'standing="records" reason="off for samples"',
  );
  return replace(changed, 'name="taxonomyRequired" value="billing"', 'name="taxonomyRequired" value="none"');
}
