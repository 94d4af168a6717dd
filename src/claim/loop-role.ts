/** What a loop of the claim sets means to the builder. 837P and 837I differ in letters only, NM101 tells them apart. */
export const OTHER = 0;
export const HEADER = 1;
export const SUBMITTER = 2;
export const BILLING_LEVEL = 3;
export const BILLING = 4;
export const PAY_TO = 5;
export const SUBSCRIBER_LEVEL = 6;
export const SUBSCRIBER = 7;
export const PAYER = 8;
export const PATIENT_LEVEL = 9;
export const PATIENT = 10;
export const CLAIM = 11;
export const CLAIM_PROVIDER = 12;
export const OTHER_PAYER_LEVEL = 13;
export const OTHER_SUBSCRIBER = 14;
export const OTHER_PAYER = 15;
export const LINE = 16;
export const DRUG = 17;
export const LINE_PROVIDER = 18;
export const LINE_ADJUDICATION = 19;

const ROLES: Readonly<Record<string, number>> = Object.freeze({
  '': HEADER,
  '1000A': SUBMITTER,
  '2000A': BILLING_LEVEL,
  '2010AA': BILLING,
  '2010AB': PAY_TO,
  '2000B': SUBSCRIBER_LEVEL,
  '2010BA': SUBSCRIBER,
  '2010BB': PAYER,
  '2000C': PATIENT_LEVEL,
  '2010CA': PATIENT,
  '2300': CLAIM,
  '2320': OTHER_PAYER_LEVEL,
  '2330A': OTHER_SUBSCRIBER,
  '2330B': OTHER_PAYER,
  '2400': LINE,
  '2410': DRUG,
  '2430': LINE_ADJUDICATION,
});

export function roleOf(loopId: string): number {
  const role = ROLES[loopId];
  if (role !== undefined) return role;
  if (loopId.startsWith('2310')) return CLAIM_PROVIDER;
  if (loopId.startsWith('2420')) return LINE_PROVIDER;
  return OTHER;
}
