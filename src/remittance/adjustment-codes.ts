import { readSpecXml } from '../guide/kept-xml.ts';
import type { XmlElement } from '../guide/xml.ts';
import { Fault } from '../x12/fault.ts';

/** Days on which a code may be used, CCYYMMDD: from `from` up to the day before `to`; '' when open. */
interface Dated {
  readonly from: string;
  readonly to: string;
}

export interface ReasonCode extends Dated {
  /** Groups the code prescribes; empty when it goes with any. */
  readonly groups: readonly string[];
  /** At least one remark code that is not an alert goes with it. */
  readonly needsRemark: boolean;
  /** Of the 837's other-payer loops only, never of an 835. */
  readonly claimOnly: boolean;
}

export interface RemarkCode extends Dated {
  readonly isAlert: boolean;
}

export interface ProviderAdjustmentCode {
  /** PLB03-2 must say which payment, claim, fund or lump sum. */
  readonly needsReference: boolean;
}

/** `specs/codes/adjustment-codes.xml`: every code an 835 may carry, with its dates (KP-89). */
export interface AdjustmentCodes {
  /** CARC, code source 139. */
  readonly reasons: ReadonlyMap<string, ReasonCode>;
  /** RARC, code source 411. */
  readonly remarks: ReadonlyMap<string, RemarkCode>;
  /** DE 426, PLB. */
  readonly providerAdjustments: ReadonlyMap<string, ProviderAdjustmentCode>;
  /** DE 1029, CLP02. */
  readonly claimStatuses: ReadonlySet<string>;
}

const ROOT = 'adjustment-codes';

type Row = XmlElement['attributes'];

/**
 * @param xml the whole file, decoded
 * @param fileName used in faults only
 * @throws Fault `SPECS-ADJUSTMENT-CODES` when the text is not such a list, and what `readXml` throws.
 */
export function parseAdjustmentCodes(xml: string, fileName = 'adjustment-codes.xml'): AdjustmentCodes {
  const root = readSpecXml(xml, fileName);
  const read = <T>(list: string, row: string, of: (attributes: Row) => T): Map<string, T> => {
    const rows = root.children.find(({ name }) => name === list)?.children ?? [];
    if (root.name !== ROOT || rows.length === 0) throw broken(fileName, root, `has no ${list}`);
    const codes = new Map<string, T>();
    for (const element of rows) {
      const code = element.attributes.get('code') ?? '';
      if (element.name !== row || !/^[A-Z0-9]{1,6}$/.test(code))
        throw broken(fileName, element, `is no ${row}`);
      if (codes.has(code)) throw broken(fileName, element, 'gives its code a second time');
      for (const name of ['from', 'to']) {
        if (!/^(\d{8})?$/.test(element.attributes.get(name) ?? '')) {
          throw broken(fileName, element, 'has a date that is not CCYYMMDD');
        }
      }
      codes.set(code, of(element.attributes));
    }
    return codes;
  };
  return {
    reasons: read('reasons', 'reason', (row) => ({
      ...dates(row),
      groups: row.get('groups')?.split(' ') ?? [],
      needsRemark: row.get('needs-remark') === 'yes',
      claimOnly: row.get('claim-only') === 'yes',
    })),
    remarks: read('remarks', 'remark', (row) => ({ ...dates(row), isAlert: row.get('alert') === 'yes' })),
    providerAdjustments: read('provider-adjustments', 'provider-adjustment', (row) => ({
      needsReference: row.get('needs-reference') === 'yes',
    })),
    claimStatuses: new Set(read('claim-statuses', 'claim-status', () => true).keys()),
  };
}

function dates(row: Row): Dated {
  return { from: row.get('from') ?? '', to: row.get('to') ?? '' };
}

function broken(fileName: string, { line, name }: XmlElement, what: string): Fault {
  return new Fault({
    code: 'SPECS-ADJUSTMENT-CODES',
    message: `${fileName}:${line}: ${name} ${what}`,
    hint: 'Compare specs/codes/adjustment-codes.xml with the one that was shipped.',
    exitCode: 2,
  });
}
