import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { XmlElement } from '../guide/xml.ts';
import { readXml } from '../guide/xml.ts';
import { checkReading } from './check-reading.ts';
import type { Disposition } from './payer-profile.ts';
import type { SpecsReading } from './read-specs.ts';
import { readSpecs } from './read-specs.ts';

const CODES = 'codes/adjustment-codes.xml';

/**
 * Everything wrong in a specs folder's payers and partners, each problem with its file and element; [] when clean.
 *
 * @throws Fault when a file is no XML at all or a folder is missing
 */
export function checkSpecs(directory: string): string[] {
  const reading = readSpecs(directory, readXml);
  return [...reading.problems, ...checkReading(reading), ...checkCodes(directory, reading)];
}

/** What the published lists say of the codes that the dispositions name. */
function checkCodes(directory: string, { profiles }: SpecsReading): string[] {
  const path = join(directory, CODES);
  if (!existsSync(path)) return [`${CODES}: missing, the codes of dispositions cannot be checked`];
  const root = readXml(readFileSync(path, 'utf8'), CODES);
  const reasons = rowsOf(root, 'reasons', 'reason');
  const remarks = rowsOf(root, 'remarks', 'remark');
  const problems: string[] = [];
  for (const { file, value } of profiles) {
    for (const rule of value.rules) {
      for (const disposition of rule.dispositions) {
        const clause = disposition.clause === '' ? '' : `[${disposition.clause}]`;
        for (const problem of codeProblems(disposition, reasons, remarks)) {
          problems.push(`${file} payer/rule[${rule.id}]/disposition${clause}: ${problem}`);
        }
      }
    }
  }
  return problems;
}

type Codes = ReadonlyMap<string, ReadonlyMap<string, string>>;

function rowsOf(root: XmlElement, list: string, name: string): Codes {
  const rows = root.children.find((child) => child.name === list)?.children ?? [];
  return new Map(
    rows.filter((row) => row.name === name).map((row) => [row.attributes.get('code') ?? '', row.attributes]),
  );
}

function codeProblems({ group, carc, remarks }: Disposition, reasons: Codes, known: Codes): string[] {
  const problems = remarks
    .filter((remark) => !known.has(remark))
    .map((remark) => `RARC ${remark} is not in ${CODES}`);
  if (carc === undefined) return problems;
  const reason = reasons.get(carc);
  if (reason === undefined) return [...problems, `CARC ${carc} is not in ${CODES}`];
  const groups = (reason.get('groups') ?? '').split(' ').filter((name) => name !== '');
  if (groups.length > 0 && group !== undefined && !groups.includes(group)) {
    problems.push(`CARC ${carc} goes with group ${groups.join(' or ')} only`);
  }
  if (reason.get('claim-only') === 'yes') problems.push(`CARC ${carc} is never sent in an 835`);
  // An alert informs, it never explains a CARC that demands a remark.
  const explains = remarks.some((remark) => known.get(remark)?.get('alert') !== 'yes' && known.has(remark));
  if (reason.get('needs-remark') === 'yes' && !explains) {
    problems.push(`CARC ${carc} needs a remark that is not an alert`);
  }
  return problems;
}
