import type { CareSetting, Contract, ContractTerm } from '../../reference/records.ts';
import type { Worksheet } from '../worksheet.ts';

/** First two digits of the type of bill: hospital, swing bed and skilled nursing stays. */
const INPATIENT_BILLS = new Set(['11', '12', '18', '21', '22', '41', '65', '66', '82', '84', '86']);

/** Where an institutional claim was earned, by its type of bill. */
export function careSetting(facilityCode: string): CareSetting {
  return INPATIENT_BILLS.has(facilityCode) ? 'inpatient' : 'outpatient';
}

/** The term of the contract for this kind of claim, setting and line of business on a day; its own before the general. */
export function contractTerm(sheet: Worksheet, contract: Contract, day: string): ContractTerm | undefined {
  const { claim, lineOfBusiness } = sheet;
  const setting = careSetting(claim.facilityCode);
  let general: ContractTerm | undefined;
  for (const term of contract.terms) {
    if (term.kind !== claim.part.kind || term.from > day || (term.to !== '' && day > term.to)) continue;
    if (term.setting !== undefined && term.setting !== setting) continue;
    if (term.lineOfBusiness === lineOfBusiness) return term;
    if (term.lineOfBusiness === '*') general ??= term;
  }
  return general;
}
