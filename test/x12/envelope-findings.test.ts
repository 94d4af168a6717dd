import { describe, expect, it } from 'vitest';
import { ENVELOPE_FINDINGS, type EnvelopeFindingCode, makeFinding } from '../../src/x12/envelope-findings.ts';

const PLACE = { file: 'f', offsetBytes: 0, lengthBytes: 0, line: 1 };
/** TA105 of 00501 (032 came later), AK905 and IK502 as the 999 lists them. */
const TA1 = /^0(0[0-9]|1[0-9]|2[0-7])$/;
const AK905 = [
  '1',
  '2',
  '3',
  '4',
  '5',
  '6',
  '10',
  '11',
  '12',
  '13',
  '14',
  '15',
  '16',
  '17',
  '18',
  '19',
  '23',
  '24',
  '25',
  '26',
];
const IK502 = ['1', '2', '3', '4', '5', '6', '7', '18', '19', '23', 'I5', 'I6'];

describe('envelope findings', () => {
  it.each(Object.keys(ENVELOPE_FINDINGS) as EnvelopeFindingCode[])('%s', (code) => {
    const finding = makeFinding(code, PLACE);
    expect(code).toMatch(/^X12-[A-Z0-9]+(-[A-Z0-9]+)+$/);
    expect(finding).toMatchObject({ code, snip: 1, place: PLACE });
    expect(finding.message).toMatch(/\.$/);
    expect(finding.hint).toMatch(/[.?]$/);
    const { ta1, ak905, ik502, ik304 } = finding.acknowledgment;
    if (ta1 !== undefined) expect(ta1).toMatch(TA1);
    if (ak905 !== undefined) expect(AK905).toContain(ak905);
    if (ik502 !== undefined) expect(IK502).toContain(ik502);
    // What is refused must be answered with a code of its level.
    if (finding.severity === 'reject' && finding.level === 'interchange') expect(ta1).toBeDefined();
    if (finding.severity === 'reject' && finding.level === 'group') expect(ak905).toBeDefined();
    if (finding.severity === 'reject' && finding.level === 'set') expect(ik502 ?? ik304).toBeDefined();
  });

  it('takes overrides', () => {
    const finding = makeFinding('X12-SE01-COUNT', PLACE, { severity: 'report', level: 'group' });
    expect(finding).toMatchObject({ severity: 'report', level: 'group', acknowledgment: { ik502: '4' } });
  });
});
