/** Our own short words for the reasons that occur; the official texts of code source 139 are not ours to ship. */
const CARC_WORDS: Readonly<Record<string, string>> = {
  1: 'deductible',
  2: 'coinsurance',
  3: 'copay',
  4: 'procedure and modifier do not fit',
  16: 'information missing or wrong',
  18: 'duplicate',
  22: 'another payer comes first',
  23: 'what another payer did',
  24: 'covered by capitation',
  26: 'before coverage began',
  27: 'after coverage ended',
  29: 'filed too late',
  31: 'member not known',
  45: 'above the contracted fee',
  50: 'not medically necessary',
  54: 'second surgeon or assistant not paid',
  59: 'several procedures on one day',
  94: 'paid beyond the charge',
  96: 'not covered',
  97: 'paid with another service',
  100: 'paid to the member',
  109: 'belongs to another payer',
  119: 'benefit used up',
  151: 'more than the record supports',
  181: 'procedure code not valid on that day',
  182: 'modifier not valid on that day',
  197: 'no authorization',
  204: 'not in the plan',
  222: 'more units than agreed',
  226: 'information asked for not received',
  234: 'never paid separately',
  236: 'not payable together (NCCI)',
  242: 'provider outside the network',
  252: 'a document is missing',
  253: 'federal reduction',
};

const GROUP_WORDS: Readonly<Record<string, string>> = {
  CO: 'provider bears it',
  PR: 'member pays it',
  OA: 'nobody pays it',
  PI: 'payer’s decision',
};

export function adjustmentWords(group: string, carc: string): string {
  const words = CARC_WORDS[carc];
  const bearer = GROUP_WORDS[group] ?? '';
  return words === undefined ? bearer : `${words} (${bearer})`;
}
