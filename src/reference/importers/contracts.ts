import type { LineOfBusiness } from '../plan.ts';
import { LINES_OF_BUSINESS } from '../read-plan.ts';
import type { Contract, ContractTerm } from '../records.ts';
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
const ANY_LINE: readonly (LineOfBusiness | '*')[] = ['*', ...LINES_OF_BUSINESS];
const FACTOR_DECIMALS = 4;
const PERCENT_DECIMALS = 2;

/** One row per term: rows of one payee (tax id and NPI) repeat the payee exactly. */
export function importContracts(text: string, { file }: ImportOptions): ImportResult<Contract> {
  const known = new Map<string, { readonly row: TableRow; readonly terms: ContractTerm[] }>();
  return importTable(text, file, COLUMNS, (row) => {
    const taxId = row.pattern('tax_id', /^\d{9}$/, 'nine digits');
    const npi = row.npi('npi');
    const payeeId = `${taxId}-${npi}`;
    const term = termOf(row);
    const earlier = known.get(payeeId);
    if (earlier !== undefined) {
      for (const column of PAYEE) {
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
    return contractOf(row, taxId, npi, terms);
  });
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
  const method = row.oneOf('pricing_method', ['rbrvs', 'percent-of-charge']);
  const isRbrvs = method === 'rbrvs';
  const [used, unused] = isRbrvs
    ? (['conversion_factor', 'percent_of_charge'] as const)
    : (['percent_of_charge', 'conversion_factor'] as const);
  if (row.text(unused) !== '') row.problem(unused, `is not used by ${method}`);
  const value = row.scaled(used, isRbrvs ? FACTOR_DECIMALS : PERCENT_DECIMALS);
  if (value === 0) row.problem(used, `is needed by ${method}`);
  const term: ContractTerm = {
    lineOfBusiness: row.oneOf('line_of_business', ANY_LINE),
    kind: row.oneOf('claim_kind', ['professional', 'institutional']),
    method,
    conversionFactorE4: isRbrvs ? value : 0,
    percentBasisPoints: isRbrvs ? 0 : value,
    from: row.date('from'),
    to: row.dateOrOpen('to'),
  };
  if (term.to !== '' && term.to < term.from) row.problem('to', 'is before from');
  return term;
}

function isSameTerm(left: ContractTerm, right: ContractTerm): boolean {
  return (
    left.lineOfBusiness === right.lineOfBusiness &&
    left.kind === right.kind &&
    (left.to === '' || right.from <= left.to) &&
    (right.to === '' || left.from <= right.to)
  );
}
