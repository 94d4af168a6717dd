import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Walker } from '../../src/guide/walker.ts';
import type { Finding } from '../../src/x12/finding.ts';
import type { Segment } from '../../src/x12/segment.ts';
import {
  CLAIM_ACKNOWLEDGMENT,
  CORRECTION,
  IMPLEMENTATION_ACKNOWLEDGMENT,
  INSTITUTIONAL,
  PROFESSIONAL,
  REMITTANCE,
  STATUS_REQUEST,
  STATUS_RESPONSE,
} from './example-sets.ts';
import { brief, guideOf, segmentsOf, walk } from './guides.ts';

/** Each loop on its first appearance, with the segments that stand in it. */
function loopsOf(steps: readonly string[]): string[] {
  const loops: string[] = [];
  let previous = '?';
  for (const step of steps) {
    const [id, path = ''] = step.split(' ');
    if (path === previous && id !== 'LX' && id !== 'SVC') loops[loops.length - 1] += ` ${id}`;
    else loops.push(`${path}: ${id}`);
    previous = path;
  }
  return loops;
}

describe('a clean set has no findings and each segment its loop', () => {
  const cases: [string, string, string[]][] = [
    [
      '837P',
      PROFESSIONAL,
      [
        ': ST BHT',
        '1000A: NM1 PER',
        '1000B: NM1',
        '2000A: HL PRV',
        '2000A/2010AA: NM1 N3 N4 REF',
        '2000A/2000B: HL SBR',
        '2000A/2000B/2010BA: NM1 N3 N4 DMG',
        '2000A/2000B/2010BB: NM1',
        '2000A/2000B/2300: CLM HI',
        '2000A/2000B/2300/2310B: NM1 PRV',
        '2000A/2000B/2300/2400: LX SV1 DTP REF',
        '2000A/2000B/2300/2400: LX SV1 DTP REF',
        ': SE',
      ],
    ],
    [
      '837I',
      INSTITUTIONAL,
      [
        ': ST BHT',
        '1000A: NM1 PER',
        '1000B: NM1',
        '2000A: HL PRV',
        '2000A/2010AA: NM1 N3 N4 REF',
        '2000A/2000B: HL SBR',
        '2000A/2000B/2010BA: NM1',
        '2000A/2000B/2010BB: NM1',
        '2000A/2000B/2000C: HL PAT',
        '2000A/2000B/2000C/2010CA: NM1 N3 N4 DMG',
        '2000A/2000B/2000C/2300: CLM DTP DTP DTP CL1 HI HI HI HI HI HI',
        '2000A/2000B/2000C/2300/2310A: NM1',
        '2000A/2000B/2000C/2300/2400: LX SV2',
        '2000A/2000B/2000C/2300/2400: LX SV2',
        ': SE',
      ],
    ],
    [
      '835',
      CORRECTION,
      [
        ': ST BPR TRN',
        '1000A: N1 N3 N4 PER',
        '1000B: N1 REF',
        '2000: LX',
        '2000/2100: CLP NM1 DTM',
        '2000/2100/2110: SVC DTM CAS CAS REF',
        '2000/2100/2110: SVC DTM CAS REF',
        '2000/2100: CLP NM1 DTM',
        '2000/2100/2110: SVC DTM CAS CAS REF',
        '2000/2100/2110: SVC DTM CAS REF',
        ': SE',
      ],
    ],
    [
      '999',
      IMPLEMENTATION_ACKNOWLEDGMENT,
      [': ST AK1', '2000: AK2 IK5 AK2', '2000/2100: IK3 CTX', '2000/2100/2110: IK4', '2000: IK5', ': AK9 SE'],
    ],
    [
      '277CA',
      CLAIM_ACKNOWLEDGMENT,
      [
        ': ST BHT',
        '2000A: HL',
        '2000A/2100A: NM1',
        '2000A/2200A: TRN DTP DTP',
        '2000A/2000B: HL',
        '2000A/2000B/2100B: NM1',
        '2000A/2000B/2200B: TRN STC QTY QTY AMT AMT',
        '2000A/2000B/2000C: HL',
        '2000A/2000B/2000C/2100C: NM1',
        '2000A/2000B/2000C/2200C: TRN STC QTY QTY AMT AMT',
        '2000A/2000B/2000C/2000D: HL',
        '2000A/2000B/2000C/2000D/2100D: NM1',
        '2000A/2000B/2000C/2000D/2200D: TRN STC REF DTP',
        '2000A/2000B/2000C/2000D: HL',
        '2000A/2000B/2000C/2000D/2100D: NM1',
        '2000A/2000B/2000C/2000D/2200D: TRN STC DTP',
        ': SE',
      ],
    ],
    [
      '276',
      STATUS_REQUEST,
      [
        ': ST BHT',
        '2000A: HL',
        '2000A/2100A: NM1',
        '2000A/2000B: HL',
        '2000A/2000B/2100B: NM1',
        '2000A/2000B/2000C: HL',
        '2000A/2000B/2000C/2100C: NM1',
        '2000A/2000B/2000C/2000D: HL DMG',
        '2000A/2000B/2000C/2000D/2100D: NM1',
        '2000A/2000B/2000C/2000D/2200D: TRN REF AMT DTP',
        ': SE',
      ],
    ],
  ];
  test.each(cases)('%s', (guideId, set, loops) => {
    const { steps, findings } = walk(guideOf(guideId), segmentsOf(set));
    expect(findings).toEqual([]);
    expect(loopsOf(steps)).toEqual(loops);
  });

  test.each([
    ['835', REMITTANCE],
    ['277', STATUS_RESPONSE],
  ] as const)('%s', (guideId, set) => {
    const { steps, findings } = walk(guideOf(guideId), segmentsOf(set));
    expect(findings).toEqual([]);
    expect(steps.filter((step) => step.endsWith(' -'))).toEqual([]);
  });
});

test('a step tells which loops it left and entered', () => {
  const walker = new Walker(guideOf('837P'));
  walker.reset({ file: 'a.x12' });
  const moves = segmentsOf(PROFESSIONAL).map((segment) => {
    const step = walker.step(segment);
    return `${segment.id} -${step.left} +${step.entered} ${step.loopId}`;
  });
  expect(moves.slice(17, 24)).toEqual([
    'NM1 -1 +1 2010BB',
    'CLM -1 +1 2300',
    'HI -0 +0 2300',
    'NM1 -0 +1 2310B',
    'PRV -0 +0 2310B',
    'LX -1 +1 2400',
    'SV1 -0 +0 2400',
  ]);
  expect(moves.at(-1)).toBe('SE -4 +0 ');
});

test('a finding has the place of its segment and says nothing of its content', () => {
  const segments = segmentsOf(PROFESSIONAL.replace('REF*EI*910000002~', 'REF*ZZZ*910000002~'));
  const [finding] = walk(guideOf('837P'), segments).findings;
  expect(finding).toMatchObject({
    place: {
      file: 'a.x12',
      set: '0001',
      line: 11,
      lengthBytes: 17,
      loopPath: '2000A/2010AA',
      elementOrdinal: 1,
    },
    acknowledgment: { ik304: '8', ik403: '7', dataElement: '128' },
    severity: 'reject',
  });
  expect(JSON.stringify(finding)).not.toContain('910000002');
  expect(JSON.stringify(finding)).not.toContain('ZZZ');
});

/** Two providers, three subscribers, a dependent, five claims; one with another payer. */
const MANY = (() => {
  const lines = PROFESSIONAL.trim().split('\n');
  const [header, provider, subscriber, claim] = [
    lines.slice(0, 5),
    lines.slice(5, 11),
    lines.slice(11, 18),
    lines.slice(18, 30),
  ];
  const dependent = [
    'HL*4*2*23*0~',
    'PAT*19~',
    'NM1*QC*1*DOE*JIM~',
    'N3*5 OAK ST~',
    'N4*SEATTLE*WA*98102~',
    'DMG*D8*20100101*M~',
  ];
  const payers = [
    'SBR*S*18*******CI~',
    'OI***Y***Y~',
    'NM1*IL*1*DOE*JANE****MI*12~',
    'NM1*PR*2*OTHER*****PI*2~',
  ];
  const withPayer = [...claim.slice(0, 4), ...payers, ...claim.slice(4)];
  return [
    ...[header, provider, subscriber, claim, withPayer, subscriber, claim, dependent, claim],
    ...[provider, subscriber, claim, lines.slice(30)],
  ].flat();
})();

/** What one walker finds that sees the context and each CLM, and others that see one claim each, context replayed. */
function findShared(segments: readonly Segment[]): Finding[] {
  const guide = guideOf('837P');
  const context = new Walker(guide, 'context');
  context.reset({ file: 'a.x12', set: '0001' });
  const findings: Finding[] = [];
  const seen: Segment[] = [];
  let inClaim = false;
  let claim: Walker | undefined;
  const endClaim = (): void => {
    if (claim !== undefined) findings.push(...claim.endClaim());
    claim = undefined;
  };
  for (const segment of segments) {
    const isClaim = segment.id === 'CLM';
    if (isClaim || segment.id === 'HL' || segment.id === 'SE') {
      endClaim();
      inClaim = isClaim;
    }
    if (!inClaim || isClaim) findings.push(...context.step(segment).findings);
    if (isClaim) {
      claim = new Walker(guide, 'claims');
      claim.reset({ file: 'a.x12', set: '0001' });
      for (const before of seen) claim.replay(before);
    }
    if (claim !== undefined) findings.push(...claim.step(segment).findings);
    else seen.push(segment);
  }
  endClaim();
  return [...findings, ...context.end()];
}

describe('a set shared out over walkers gives the findings of one walk', () => {
  const inOrder = (findings: readonly Finding[]): string[] => findings.map(brief).sort();

  test('in a clean set none', () => {
    const segments = segmentsOf(MANY.join('\n'));
    expect(walk(guideOf('837P'), segments).findings).toEqual([]);
    expect(findShared(segments)).toEqual([]);
  });

  test('a loop understood in one claim is not taken for one of the next', () => {
    const lx = MANY.indexOf('LX*2~');
    const subscriber = MANY.findIndex((line, index) => index > lx + 12 && line.startsWith('SBR*P'));
    const lines = MANY.toSpliced(subscriber - 1, 2, MANY[subscriber]!, MANY[subscriber - 1]!).toSpliced(
      lx,
      1,
    );
    const segments = segmentsOf(lines.join('\n'));
    const findings = walk(guideOf('837P'), segments).findings;
    expect(findings.map(brief)).toContain('GUIDE-LOOP-START-MISSING 27 LX 3 claim');
    expect(inOrder(findShared(segments))).toEqual(inOrder(findings));
  });

  test('whatever is left out, doubled, exchanged or put in', () => {
    const at = fc.nat(MANY.length - 2);
    const stray = fc.constantFrom(
      'ZZZ*1~',
      'NM1*ZZ*1*X~',
      'REF*ZZ*1~',
      'CAS*CO*45*1~',
      'NM1*PR*2*X*****PI*1~',
      'PRV*BI*PXC*1~',
    );
    const edit = fc.oneof(
      at.map((index) => (lines: string[]) => lines.filter((_, line) => line !== index + 1)),
      at.map((index) => (lines: string[]) => lines.toSpliced(index + 1, 0, lines[index + 1]!)),
      at.map(
        (index) => (lines: string[]) => lines.toSpliced(index + 1, 2, lines[index + 2]!, lines[index + 1]!),
      ),
      fc.tuple(at, stray).map(
        ([index, line]) =>
          (lines: string[]) =>
            lines.toSpliced(index + 1, 0, line),
      ),
    );
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 2 }), (edits) => {
        const lines = edits
          .reduce((edited, change) => change(edited), MANY)
          .filter((line) => line !== undefined);
        const segments = segmentsOf(lines.join('\n'));
        expect(inOrder(findShared(segments))).toEqual(inOrder(walk(guideOf('837P'), segments).findings));
      }),
      { numRuns: 300 },
    );
  });
});
