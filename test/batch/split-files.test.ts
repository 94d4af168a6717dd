import { expect, test } from 'vitest';
import { openSqliteStore } from '../../src/store/sqlite/open-sqlite-store.ts';
import { claimsFile, type FileClaim } from './claims-file.ts';
import { type Installation, installation } from './installation.ts';

const NIGHT = '2025-11-03T20:00:00-08:00';
/** A member whose deductible of 250.00 goes to whichever service comes first, and a rebill of one of them. */
const SUBSCRIBER = [
  'SBR*P*18*******12',
  'NM1*IL*1*BRACKENRIDGE*ODELL*W***MI*20020001',
  'N3*1 SAMPLE WAY',
  'N4*SEATTLE*WA*98109',
  'DMG*D8*19821201*M',
];
const CLAIMS: readonly FileClaim[] = [
  { patientControlNumber: 'A', serviceDate: '20250910', lines: [['11042', 400]] },
  { patientControlNumber: 'B', serviceDate: '20250903', lines: [['20610', 300]] },
  { patientControlNumber: 'C', serviceDate: '20250922', lines: [['12001', 350]] },
  { patientControlNumber: 'D', serviceDate: '20250915', lines: [['17110', 280]] },
  { patientControlNumber: 'E', serviceDate: '20250915', lines: [['17110', 280]] },
  { patientControlNumber: 'F', serviceDate: '20250930', lines: [['99213', 210]] },
];

/** Everything that was decided and paid, under the provider's own numbers. */
async function outcome(here: Installation): Promise<string[]> {
  const store = openSqliteStore(here.root.store, { readOnly: true });
  try {
    const told: string[] = [];
    for (const { patientControlNumber } of CLAIMS) {
      for (const row of await store.claimsByPatientControlNumber(patientControlNumber)) {
        const last = (await store.decisionsOfClaim(row.claimId)).at(-1)?.outcome;
        if (last?.kind !== 'decision') continue;
        const { status, paidCents, lines } = last.decision;
        const reasons = lines[0]!.adjustments.map((each) => `${each.group}-${each.carc} ${each.amountCents}`);
        told.push(`${patientControlNumber} ${status} ${paidCents}: ${reasons.join(', ')}`);
      }
    }
    const payments = await store.payments({});
    return [
      ...told,
      ...payments.map(({ fund, claimsCents, paidCents }) => `${fund} ${claimsCents} ${paidCents}`),
    ];
  } finally {
    await store.close();
  }
}

async function sentAs(files: readonly (readonly FileClaim[])[]): Promise<string[]> {
  const here = await installation();
  for (const [index, claims] of files.entries()) {
    const controlNumber = String(901 + index).padStart(9, '0');
    here.drop('harborclear', `f${index}.x12`, claimsFile(claims, { controlNumber, subscriber: SUBSCRIBER }));
  }
  const report = await here.run(NIGHT);
  expect(report.broken).toEqual([]);
  return outcome(here);
}

test('how the claims of a night are split over files changes nothing that is decided or paid', async () => {
  const whole = await sentAs([CLAIMS]);
  // The deductible goes by day of service, and of the two equal claims the second by account number is the rebill.
  expect(whole.find((row) => row.startsWith('B '))).toContain('PR-1');
  expect(whole.find((row) => row.startsWith('C '))).not.toContain('PR-1');
  expect(whole.find((row) => row.startsWith('E '))).toContain('OA-18 28000');
  expect(whole).toHaveLength(7);
  expect(await sentAs(CLAIMS.map((claim) => [claim]).reverse())).toEqual(whole);
  expect(await sentAs([CLAIMS.slice(3).reverse(), CLAIMS.slice(0, 3)])).toEqual(whole);
});
