import { XMLParser, XMLValidator } from 'fast-xml-parser';
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
/** The list has a hundred kilobytes; ten times that is a mistake. */
const LIST_LENGTH_CHARACTERS = 1024 * 1024;

type Row = Readonly<Record<string, string>>;

/** @throws Fault `SPECS-ADJUSTMENT-CODES` when the text is not such a list. */
export function parseAdjustmentCodes(xml: string): AdjustmentCodes {
  // The parser takes unclosed tags for granted and its entity handling has a history of advisories.
  if (xml.length > LIST_LENGTH_CHARACTERS) throw broken('it is longer than one megabyte');
  if (/<!(doctype|entity)/i.test(xml)) throw broken('it declares a document type');
  if (XMLValidator.validate(xml) !== true) throw broken('it is not well-formed');
  const parser = new XMLParser({
    processEntities: false,
    ignoreDeclaration: true,
    ignorePiTags: true,
    parseTagValue: false,
    parseAttributeValue: false,
    ignoreAttributes: false,
    attributeNamePrefix: '',
    maxNestedTags: 8,
    strictReservedNames: true,
    isArray: (_name, path) => String(path).split('.').length === 3,
  });
  const document: unknown = parser.parse(xml);
  return {
    reasons: table(rowsOf(document, 'reasons', 'reason'), (row) => ({
      ...dates(row),
      groups: row.groups === undefined ? [] : row.groups.split(' '),
      needsRemark: row['needs-remark'] === 'yes',
      claimOnly: row['claim-only'] === 'yes',
    })),
    remarks: table(rowsOf(document, 'remarks', 'remark'), (row) => ({
      ...dates(row),
      isAlert: row.alert === 'yes',
    })),
    providerAdjustments: table(rowsOf(document, 'provider-adjustments', 'provider-adjustment'), (row) => ({
      needsReference: row['needs-reference'] === 'yes',
    })),
    claimStatuses: new Set(table(rowsOf(document, 'claim-statuses', 'claim-status'), () => true).keys()),
  };
}

function rowsOf(document: unknown, list: string, name: string): readonly Row[] {
  const rows = child(child(child(document, ROOT), list), name);
  if (!Array.isArray(rows) || rows.length === 0) throw broken(`it has no ${list}`);
  return rows as readonly Row[];
}

function child(parent: unknown, name: string): unknown {
  return typeof parent === 'object' && parent !== null
    ? (parent as Readonly<Record<string, unknown>>)[name]
    : undefined;
}

function table<T>(rows: readonly Row[], read: (row: Row) => T): Map<string, T> {
  const codes = new Map<string, T>();
  for (const row of rows) {
    const code = row.code ?? '';
    if (!/^[A-Z0-9]{1,6}$/.test(code)) throw broken('a row has no code');
    if (codes.has(code)) throw broken(`code ${code} stands twice in a list`);
    codes.set(code, read(row));
  }
  return codes;
}

function dates(row: Row): Dated {
  const { from = '', to = '' } = row;
  for (const date of [from, to]) {
    if (date !== '' && !/^\d{8}$/.test(date)) throw broken(`a date of code ${row.code} is not CCYYMMDD`);
  }
  return { from, to };
}

function broken(why: string): Fault {
  return new Fault({
    code: 'SPECS-ADJUSTMENT-CODES',
    message: `The list of adjustment codes cannot be used: ${why}.`,
    hint: 'Compare specs/codes/adjustment-codes.xml with the one that was shipped.',
    exitCode: 2,
  });
}
