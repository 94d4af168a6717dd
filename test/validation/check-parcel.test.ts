import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FINDINGS_PER_CLAIM } from '../../src/validation/limits.ts';
import { DEFAULT_POLICY } from '../../src/validation/severity.ts';
import type { Finding } from '../../src/x12/finding.ts';
import { BILLING, claim, dependent, HEADER, subscriber, trailer } from '../claim/claim-sets.ts';
import { CORRECTION, INSTITUTIONAL, PROFESSIONAL, REMITTANCE } from '../guide/example-sets.ts';
import { type CheckedSet, checkSet, streamSet } from './check-set.ts';

function setOf(...parts: string[]): string {
  const segments = HEADER + BILLING + parts.join('');
  return segments + trailer(segments);
}

function brief({ code, level, place }: Finding): string {
  return `${code} ${level} ${place.segmentOrdinal} ${place.offsetBytes} ${place.line} ${place.loopPath}`;
}

/** Everything a set comes to, however it was cut. */
function whole({ claims, findings, parcels }: CheckedSet) {
  return {
    claims: claims.map(({ claim: read, fate, ids, index }) => ({ read, fate, ids, index })),
    ofClaims: claims.map((checked) => checked.findings.map(brief)),
    inherited: claims.map(({ inherited }) => inherited.map(brief)),
    ofContext: parcels.flatMap(({ contextFindings }) => contextFindings.map(brief)).sort(),
    ofSet: findings.map(brief).sort(),
    accepted: parcels.reduce((sum, { claimsAccepted }) => sum + claimsAccepted, 0),
    cents: parcels.reduce((sum, { acceptedCents, rejectedCents }) => sum + acceptedCents + rejectedCents, 0),
    faults: parcels.reduce((sum, { claimFaults }) => sum + claimFaults.refusingFaults, 0),
  };
}

/** One segment left out, doubled, moved or spoiled. */
const faults = ['omit', 'double', 'swap', 'unknown', 'element'] as const;

function spoil(set: string, fault: (typeof faults)[number], at: number): string {
  const segments = set.split('~\n');
  const index = 1 + (at % (segments.length - 3));
  const segment = segments[index]!;
  switch (fault) {
    case 'omit':
      segments.splice(index, 1);
      break;
    case 'double':
      segments.splice(index, 0, segment);
      break;
    case 'swap':
      segments.splice(index, 2, segments[index + 1]!, segment);
      break;
    case 'unknown':
      segments[index] = 'ZZZ*1';
      break;
    case 'element':
      segments[index] = segment.replace(/\*[^*]*$/, '*#');
      break;
  }
  return segments.join('~\n');
}

describe('checkParcel', () => {
  const family = [
    subscriber(2, '11'),
    claim('A'),
    claim('B'),
    subscriber(3, '12', 1),
    claim('C'),
    dependent(4, 3),
    claim('D'),
    claim('E'),
    BILLING.replace('HL*1*', 'HL*5*'),
    subscriber(6, '13').replace('HL*6*1', 'HL*6*5'),
    claim('F'),
  ];

  test('parcels of any size give the claims and findings of one parcel, on sets with up to three faults', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...faults), fc.nat(90)), { maxLength: 3 }),
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 100, max: 2000 }),
        (spoiled, parcelClaims, parcelBytes) => {
          const set = spoiled.reduce((text, [fault, at]) => spoil(text, fault, at), setOf(...family));
          const one = whole(checkSet(set, '837P'));
          expect(whole(checkSet(set, '837P', {}, { parcelClaims }))).toEqual(one);
          expect(whole(checkSet(set, '837P', {}, { parcelBytes }))).toEqual(one);
        },
      ),
      { numRuns: 150 },
    );
  });

  test('a set read as it comes gives the claims and findings of its parcels, wherever a part ends', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...faults), fc.nat(90)), { maxLength: 3 }),
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 100, max: 2000 }),
        (spoiled, parcelClaims, parcelBytes) => {
          const set = spoiled.reduce((text, [fault, at]) => spoil(text, fault, at), setOf(...family));
          const parcels = whole(checkSet(set, '837P'));
          expect(whole(streamSet(set, '837P', { parcelClaims, parcelBytes }))).toEqual(parcels);
          expect(whole(streamSet(set, '837P'))).toEqual(parcels);
        },
      ),
      { numRuns: 150 },
    );
  });

  test('every CLM is one checked claim, whatever is wrong around it', () => {
    fc.assert(
      fc.property(fc.constantFrom(...faults), fc.nat(200), (fault, at) => {
        const set = spoil(setOf(...family), fault, at);
        expect(checkSet(set, '837P').claims).toHaveLength(set.split('\nCLM*').length - 1);
      }),
      { numRuns: 100 },
    );
  });

  test('clean sets have no findings', () => {
    for (const [set, guide] of [
      [setOf(...family), '837P'],
      [PROFESSIONAL, '837P'],
      [INSTITUTIONAL, '837I'],
      [REMITTANCE, '835'],
      [CORRECTION, '835'],
    ] as const) {
      const checked = checkSet(set, guide);
      expect([...checked.findings, ...checked.claims.flatMap(({ findings }) => findings)].map(brief)).toEqual(
        [],
      );
      expect(checked.claims.every(({ fate }) => fate === 'accepted')).toBe(true);
    }
  });

  test('a fault in a claim refuses that claim alone; the set hears of it', () => {
    const bad = claim('B').replace('SV1*HC:99213*150*UN*1***1~\n', '');
    const { claims, findings, parcels } = checkSet(
      setOf(subscriber(2, '11'), claim('A'), bad, claim('C')),
      '837P',
    );
    expect(claims.map(({ fate }) => fate)).toEqual(['accepted', 'rejected', 'accepted']);
    expect(claims[1]!.findings.map(({ code }) => code)).toEqual(['GUIDE-SEGMENT-MISSING']);
    expect(findings).toEqual([]);
    expect(parcels[0]).toMatchObject({
      claimsAccepted: 2,
      claimsRejected: 1,
      acceptedCents: 30_000,
      rejectedCents: 15_000,
      claimFaults: { standardFaults: 1, guideFaults: 0, refusingFaults: 1 },
    });
  });

  test('what a claim at the end of a parcel lacks is told in that parcel', () => {
    const bad = claim('A').replace('HI*ABK:J029~\n', '');
    const set = setOf(subscriber(2, '11'), bad, claim('B'));
    const [first, second] = checkSet(set, '837P', {}, { parcelClaims: 1 }).claims;
    expect(first!.findings.map(({ code }) => code)).toContain('GUIDE-QUALIFIED-SEGMENT-MISSING');
    expect(second!.findings).toEqual([]);
  });

  test('a fault of a parent is of the set, once, in whichever parcels its claims are', () => {
    const claims3 = claim('A') + claim('B') + claim('C');
    const withoutPayer = subscriber(2, '11').replace(/NM1\*PR[^~]*~\nREF[^~]*~\n/, '');
    for (const level of [withoutPayer, subscriber(2, 'X'.repeat(81))]) {
      const { claims, findings } = checkSet(setOf(level, claims3), '837P', {}, { parcelClaims: 1 });
      expect(claims.flatMap((checked) => checked.findings)).toEqual([]);
      expect(findings).toHaveLength(1);
      expect(findings[0]!.level).toBe('set');
    }
  });

  test('a charge that is no number is counted, not summed', () => {
    const bad = claim('A').replace('CLM*A*150', 'CLM*A*1O5');
    const [parcel] = checkSet(setOf(subscriber(2, '11'), bad, claim('B')), '837P').parcels;
    expect(parcel).toMatchObject({
      claimsWithoutCharge: 1,
      claimsRejected: 1,
      acceptedCents: 15_000,
      rejectedCents: 0,
    });
  });

  test('a partner that only wants a report lets the claim pass; one that checks no type 3 hears nothing', () => {
    const set = setOf(subscriber(2, '11'), claim('A').replace('CLM*A*150', 'CLM*A*151'));
    const fateUnder = (policy: Partial<typeof DEFAULT_POLICY>) => {
      const [checked] = checkSet(set, '837P', { policy: { ...DEFAULT_POLICY, ...policy } }).claims;
      return [checked!.fate, ...checked!.findings.map(({ code, severity }) => `${code} ${severity}`)];
    };
    expect(fateUnder({})).toEqual(['rejected', 'CLAIM-CHARGE-BALANCE reject']);
    expect(fateUnder({ severities: new Map([['CLAIM-CHARGE-BALANCE', 'report']]) })).toEqual([
      'accepted',
      'CLAIM-CHARGE-BALANCE report',
    ]);
    expect(fateUnder({ snipTypes: new Set([1, 2]) })).toEqual(['accepted']);
  });

  test('findings beyond the limit of a claim are counted, and refuse it all the same', () => {
    const lines = Array.from(
      { length: 150 },
      (_, n) => `LX*${n + 1}~\nSV1*HC:99213*1*UN*1***9~\nDTP*472*D8*20260105~\n`,
    );
    const segments = claim('A').replace(/LX[\s\S]*/, '') + lines.join('');
    const [checked] = checkSet(setOf(subscriber(2, '11'), segments), '837P').claims;
    expect(checked!.findings).toHaveLength(FINDINGS_PER_CLAIM);
    // 150 pointers at nothing, and the 51st line.
    expect(checked!.findingsDropped).toBe(151 - FINDINGS_PER_CLAIM);
    expect(checked!.fate).toBe('rejected');
  });
});
