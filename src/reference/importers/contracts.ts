import { isNpi } from '../is-npi.ts';
import type { LineOfBusiness } from '../plan.ts';
import { LINES_OF_BUSINESS } from '../read-plan.ts';
import type { Contract, ContractTerm, PricingMethod } from '../records.ts';
import type { ImportOptions, ImportResult, TableRow } from './table.ts';
import { importTable } from './table.ts';

const PAYEE = [
  'name',
  'address_line_1',
  'address_line_2',
  'city',
  'state',
  'postal_code',
  'payment_method',
  'bank_routing',
  'bank_account',
  'remittance_partner',
] as const;
/** Further numbers the payee bills under, separated by spaces. */
const ALIASES = ['alias_tax_id', 'alias_npi'] as const;
const COLUMNS = [
  'tax_id',
  'npi',
  ...PAYEE,
  'line_of_business',
  'claim_kind',
  'pricing_method',
  'conversion_factor',
  'percent_of_charge',
  'from',
  'to',
] as const;
/** Parameters of methods beyond a factor or a percent; a file without these columns needs none of them. */
const PARAMETERS = [
  ...ALIASES,
  'setting',
  'base_rate',
  'drg_system',
  'anesthesia_factor',
  'lesser_of',
  'transfer_percent',
  'outlier_threshold',
  'outlier_percent',
  'cost_to_charge_percent',
  'default_percent',
  'review',
] as const;
/** What a method cannot do without. */
const NEEDED: Readonly<Record<PricingMethod, readonly string[]>> = {
  rbrvs: ['conversion_factor'],
  'percent-of-charge': ['percent_of_charge'],
  'out-of-network': [],
  asc: ['percent_of_charge'],
  apc: ['percent_of_charge'],
  drg: ['base_rate'],
  'per-diem': ['base_rate'],
  'case-rate': ['base_rate'],
  capitation: [],
};
const ANY_LINE: readonly (LineOfBusiness | '*')[] = ['*', ...LINES_OF_BUSINESS];
const FACTOR_DECIMALS = 4;
const PERCENT_DECIMALS = 2;
const MONEY_DECIMALS = 2;

/** One row per term: rows of one payee (tax id and NPI) repeat the payee exactly. */
export function importContracts(text: string, { file }: ImportOptions): ImportResult<Contract> {
  const known = new Map<string, { readonly row: TableRow; readonly terms: ContractTerm[] }>();
  /** Line of the payee that answers to a pair of numbers. */
  const lineOf = new Map<string, number>();
  return importTable(
    text,
    file,
    COLUMNS,
    (row) => {
      const taxId = row.pattern('tax_id', /^\d{9}$/, 'nine digits');
      const npi = row.npi('npi');
      const payeeId = `${taxId}-${npi}`;
      const term = termOf(row);
      const earlier = known.get(payeeId);
      if (earlier !== undefined) {
        for (const column of [...PAYEE, ...ALIASES]) {
          if (row.text(column) !== earlier.row.text(column)) {
            row.problem(column, `differs from the payee's row in line ${earlier.row.line}`);
          }
        }
        if (earlier.terms.some((other) => isSameTerm(other, term))) {
          row.problem('line_of_business', 'stands twice for this payee, kind and time');
        }
        earlier.terms.push(term);
        return undefined;
      }
      const terms = [term];
      known.set(payeeId, { row, terms });
      const aliases = aliasesOf(row, taxId, npi);
      for (const pair of [payeeId, ...aliases]) {
        const line = lineOf.get(pair);
        if (line === undefined) lineOf.set(pair, row.line);
        else
          row.problem(pair === payeeId ? 'tax_id' : 'alias_tax_id', `leads to the payee in line ${line} too`);
      }
      return { ...contractOf(row, taxId, npi, terms), ...(aliases.length > 0 && { aliases }) };
    },
    PARAMETERS,
  );
}

/** Every pair of the payee's tax ids and NPIs but the first, which is its own: all of them are one payee. */
function aliasesOf(row: TableRow, taxId: string, npi: string): string[] {
  const list = (column: (typeof ALIASES)[number]): string[] =>
    row
      .text(column)
      .split(' ')
      .filter((value) => value !== '');
  const taxIds = list('alias_tax_id');
  const npis = list('alias_npi');
  if (!taxIds.every((value) => /^\d{9}$/.test(value)))
    row.problem('alias_tax_id', 'is not a list of nine digits each');
  if (!npis.every(isNpi)) row.problem('alias_npi', 'is not a list of NPIs');
  const pairs = [taxId, ...taxIds].flatMap((each) => [npi, ...npis].map((other) => `${each}-${other}`));
  if (new Set(pairs).size < pairs.length) row.problem('alias_tax_id', 'or alias_npi has a number twice');
  return pairs.slice(1);
}

function contractOf(row: TableRow, taxId: string, npi: string, terms: readonly ContractTerm[]): Contract {
  const paymentMethod = row.oneOf('payment_method', ['ACH', 'CHK']);
  const bank = paymentMethod === 'ACH' ? /^\d{9}$/ : /^$/;
  const account = paymentMethod === 'ACH' ? /^\d{1,17}$/ : /^$/;
  return {
    payeeId: `${taxId}-${npi}`,
    taxId,
    npi,
    name: row.filled('name'),
    address: {
      lines: [row.filled('address_line_1'), row.text('address_line_2')].filter((line) => line !== ''),
      city: row.filled('city'),
      state: row.pattern('state', /^[A-Z]{2}$/, 'two capital letters'),
      postalCode: row.pattern('postal_code', /^\d{5}(\d{4})?$/, 'five or nine digits'),
      country: '',
    },
    paymentMethod,
    bankRouting: row.pattern('bank_routing', bank, 'nine digits for ACH, empty for CHK'),
    bankAccount: row.pattern('bank_account', account, 'one to seventeen digits for ACH, empty for CHK'),
    remittancePartner: row.pattern('remittance_partner', /^[a-z0-9]+(-[a-z0-9]+)*$/, 'the id of a partner'),
    terms,
  };
}

function termOf(row: TableRow): ContractTerm {
  const method = row.oneOf('pricing_method', Object.keys(NEEDED) as PricingMethod[]);
  const needed = NEEDED[method];
  const factor = used(row, 'conversion_factor', needed, method, FACTOR_DECIMALS);
  // For asc and apc: the percent of the published rate.
  const percent = used(row, 'percent_of_charge', needed, method, PERCENT_DECIMALS);
  const baseRateCents = used(row, 'base_rate', needed, method, MONEY_DECIMALS);
  const setting = row.oneOf('setting', ['', 'inpatient', 'outpatient']);
  const drgSystem = row.pattern('drg_system', /^([A-Z0-9-]{2,20})?$/, 'empty or the name of a system');
  const term: ContractTerm = {
    lineOfBusiness: row.oneOf('line_of_business', ANY_LINE),
    kind: row.oneOf('claim_kind', ['professional', 'institutional']),
    method,
    conversionFactorE4: factor ?? 0,
    percentBasisPoints: percent ?? 0,
    from: row.date('from'),
    to: row.dateOrOpen('to'),
    ...(setting !== '' && { setting }),
    ...(baseRateCents !== undefined && { baseRateCents }),
    ...(drgSystem !== '' && { drgSystem }),
    ...(row.oneOf('lesser_of', ['', 'Y', 'N']) === 'N' && { isLesserOf: false }),
    ...(row.oneOf('review', ['', 'Y', 'N']) === 'Y' && { isReviewed: true }),
    ...optional(row, 'anesthesia_factor', 'anesthesiaFactorE4', FACTOR_DECIMALS),
    ...optional(row, 'transfer_percent', 'transferBasisPoints', PERCENT_DECIMALS),
    ...optional(row, 'outlier_threshold', 'outlierThresholdCents', MONEY_DECIMALS),
    ...optional(row, 'outlier_percent', 'outlierBasisPoints', PERCENT_DECIMALS),
    ...optional(row, 'cost_to_charge_percent', 'costToChargeBasisPoints', PERCENT_DECIMALS),
    ...optional(row, 'default_percent', 'defaultBasisPoints', PERCENT_DECIMALS),
  };
  if (term.kind === 'professional' && !PROFESSIONAL.includes(method))
    row.problem('pricing_method', 'does not price professional claims');
  if (term.kind === 'institutional' && (method === 'rbrvs' || method === 'asc'))
    row.problem('pricing_method', 'does not price institutional claims');
  if (term.to !== '' && term.to < term.from) row.problem('to', 'is before from');
  return term;
}

const PROFESSIONAL: readonly PricingMethod[] = [
  'rbrvs',
  'percent-of-charge',
  'asc',
  'case-rate',
  'out-of-network',
  'capitation',
];

/** The value of a column that the method needs; undefined where it has no use for it, which must then be empty. */
function used(
  row: TableRow,
  column: string,
  needed: readonly string[],
  method: PricingMethod,
  decimals: number,
): number | undefined {
  if (!needed.includes(column)) {
    if (row.text(column) !== '') row.problem(column, `is not used by ${method}`);
    return undefined;
  }
  const value = row.scaled(column, decimals);
  if (value === 0) row.problem(column, `is needed by ${method}`);
  return value;
}

function optional<K extends keyof ContractTerm>(
  row: TableRow,
  column: string,
  name: K,
  decimals: number,
): { readonly [P in K]?: number } {
  return row.text(column) === ''
    ? {}
    : ({ [name]: row.scaled(column, decimals) } as { readonly [P in K]?: number });
}

function isSameTerm(left: ContractTerm, right: ContractTerm): boolean {
  return (
    left.lineOfBusiness === right.lineOfBusiness &&
    left.kind === right.kind &&
    (left.setting === undefined || right.setting === undefined || left.setting === right.setting) &&
    (left.to === '' || right.from <= left.to) &&
    (right.to === '' || left.from <= right.to)
  );
}
