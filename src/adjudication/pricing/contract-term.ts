import type { Contract, ContractTerm } from '../../reference/records.ts';
import type { Worksheet } from '../worksheet.ts';

/** The term of the contract for this kind of claim and line of business on a day; its own term before the general one. */
export function contractTerm(sheet: Worksheet, contract: Contract, day: string): ContractTerm | undefined {
  const held = contract.terms.filter(
    (term) => term.kind === sheet.claim.part.kind && term.from <= day && (term.to === '' || day <= term.to),
  );
  return (
    held.find((term) => term.lineOfBusiness === sheet.lineOfBusiness) ??
    held.find((term) => term.lineOfBusiness === '*')
  );
}
