/** One reason for which something was not paid, as CAS has it. */
export interface StatusReason {
  readonly group: string;
  readonly carc: string;
}

/** Not paid, and why stands on the remittance: for reasons without a status of their own. */
const SEE_REMITTANCE = ['585', '1'] as const;

/** What a provider is told for a reason (CARC): a status code, with the entity where the code needs one. */
const OF_REASON: ReadonlyMap<string, readonly string[]> = new Map([
  ['1', ['98']],
  ['4', ['453']],
  ['6', ['475']],
  ['7', ['474']],
  ['11', ['488']],
  ['18', ['54']],
  ['22', ['171']],
  ['24', ['105']],
  ['26', ['88:QC']],
  ['27', ['88:QC']],
  ['29', ['718']],
  ['31', ['33']],
  ['97', ['735']],
  ['109', ['116']],
  ['119', ['483']],
  ['140', ['33']],
  ['146', ['255']],
  ['151', ['476']],
  ['181', ['454']],
  ['182', ['453']],
  ['197', ['84']],
  ['199', ['455']],
  ['206', ['562:85']],
  ['207', ['562:85']],
  ['208', ['562:85']],
  ['226', ['95']],
  ['252', ['95']],
  ['B9', ['88:QC']],
]);

/** Taken from every charge without meaning that anything is wrong. */
const ORDINARY = new Set(['2', '3', '23', '45', '59', '94', '100', '209']);

/** Status codes for what was denied: those of its reasons, the first two of them, else to see the remittance. */
export function denialStatuses(reasons: readonly StatusReason[]): string[] {
  const told = new Set(
    reasons
      .filter(({ carc }) => !ORDINARY.has(carc))
      .flatMap(({ carc }) => OF_REASON.get(carc) ?? SEE_REMITTANCE),
  );
  const codes = told.size > 0 ? [...told] : SEE_REMITTANCE;
  return codes.slice(0, 2).map((code) => `F2:${code}`);
}

/** Of what was judged and yet pays nothing: the deductible took it, it is paid per member, or the contract says so. */
export function zeroPaymentStatuses(reasons: readonly StatusReason[]): string[] {
  const carcs = new Set(reasons.map(({ carc }) => carc));
  if (carcs.has('24')) return ['F4:105'];
  return carcs.has('1') ? ['F1:98'] : ['F1:107'];
}
