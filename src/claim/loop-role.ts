import type { Guide } from '../guide/guide.ts';

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

const ROLES: ReadonlyMap<string, number> = new Map([
  ['', HEADER],
  ['1000A', SUBMITTER],
  ['2000A', BILLING_LEVEL],
  ['2010AA', BILLING],
  ['2010AB', PAY_TO],
  ['2000B', SUBSCRIBER_LEVEL],
  ['2010BA', SUBSCRIBER],
  ['2010BB', PAYER],
  ['2000C', PATIENT_LEVEL],
  ['2010CA', PATIENT],
  ['2300', CLAIM],
  ['2310A', CLAIM_PROVIDER],
  ['2310B', CLAIM_PROVIDER],
  ['2310C', CLAIM_PROVIDER],
  ['2310D', CLAIM_PROVIDER],
  ['2310E', CLAIM_PROVIDER],
  ['2310F', CLAIM_PROVIDER],
  ['2320', OTHER_PAYER_LEVEL],
  ['2330A', OTHER_SUBSCRIBER],
  ['2330B', OTHER_PAYER],
  ['2400', LINE],
  ['2410', DRUG],
  ['2420A', LINE_PROVIDER],
  ['2420B', LINE_PROVIDER],
  ['2420C', LINE_PROVIDER],
  ['2420D', LINE_PROVIDER],
  ['2420E', LINE_PROVIDER],
  ['2420F', LINE_PROVIDER],
  ['2420G', LINE_PROVIDER],
  ['2420H', LINE_PROVIDER],
  ['2430', LINE_ADJUDICATION],
]);

export function roleOf(loopId: string): number {
  return ROLES.get(loopId) ?? OTHER;
}

const tables = new WeakMap<Guide, Uint8Array>();

/** The role of every loop of a guide, by its node: no loop id is looked up for a segment. */
export function rolesOf(guide: Guide): Uint8Array {
  let roles = tables.get(guide);
  if (roles === undefined) {
    roles = Uint8Array.from(guide.loopIds, roleOf);
    tables.set(guide, roles);
  }
  return roles;
}
