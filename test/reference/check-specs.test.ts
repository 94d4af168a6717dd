import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkSpecs } from '../../src/reference/check-specs.ts';
import { loadSpecs } from '../../src/reference/load-specs.ts';

const SHIPPED = join(import.meta.dirname, '../../specs');
const PAYER = 'payers/91051.xml';
const PARTNER = 'partners/harborclear.xml';
let specs = '';

beforeEach(() => {
  specs = mkdtempSync(join(tmpdir(), 'specs-'));
  for (const folder of ['payers', 'partners', 'codes']) {
    cpSync(join(SHIPPED, folder), join(specs, folder), { recursive: true });
  }
});

afterEach(() => rmSync(specs, { recursive: true }));

function change(file: string, from: string | RegExp, to: string): void {
  const path = join(specs, file);
  const text = readFileSync(path, 'utf8');
  const changed = text.replace(from, to);
  expect(changed).not.toBe(text);
  writeFileSync(path, changed);
}

describe('what a change to the shipped specs is told', () => {
  test.each<[string, string, string | RegExp, string, RegExp]>([
    [
      'a misspelled attribute',
      PAYER,
      'carc="18" remarks',
      'crac="18" remarks',
      /91051\.xml:\d+ payer\/rule\[KP-06\]\/disposition: unknown attribute "crac", did you mean "carc"/,
    ],
    [
      'a misspelled element',
      PAYER,
      '<benefit category="other"',
      '<benifit category="other"',
      /unknown element "benifit", did you mean "benefit"/,
    ],
    ['a missing attribute', PAYER, ' payWeekday="3"', '', /payer: attribute "payWeekday" is missing/],
    [
      'an unknown kind',
      PAYER,
      'kind="duplicate"',
      'kind="duplicates"',
      /KP-06\]: unknown kind "duplicates", did you mean "duplicate"/,
    ],
    [
      'an unknown parameter',
      PAYER,
      'name="lookBackDays"',
      'name="lookbackDay"',
      /KP-06\]: unknown parameter "lookbackDay", did you mean "lookBackDays"/,
    ],
    [
      'a parameter left out',
      PAYER,
      '<parameter name="lookBackDays" value="730"/>',
      '',
      /parameter "lookBackDays" is missing/,
    ],
    [
      'a disposition left out',
      PAYER,
      '<disposition clause="absent" outcome="reject" stc="A6:464"/>',
      '',
      /KP-22\]: disposition "absent" is missing/,
    ],
    [
      'a clause of no code',
      PAYER,
      'clause="voided"',
      'clause="voyded"',
      /unknown clause "voyded", did you mean/,
    ],
    ['a CARC out of form', PAYER, 'carc="18" remarks', 'carc="1B8" remarks', /is not of the form of a CARC/],
    ['a CARC of no list', PAYER, 'carc="18" remarks', 'carc="999" remarks', /CARC 999 is not in codes/],
    ['a RARC out of form', PAYER, 'remarks="M53"', 'remarks="53"', /"remarks" holds no RARC form/],
    ['a RARC of no list', PAYER, 'remarks="M53"', 'remarks="N999"', /RARC N999 is not in codes/],
    [
      'an unknown group',
      PAYER,
      'group="OA" carc="18"',
      'group="CR" carc="18"',
      /"group" is none of its values/,
    ],
    [
      'a group the CARC excludes',
      PAYER,
      'group="OA" carc="18"',
      'group="PR" carc="18"',
      /CARC 18 goes with group OA only/,
    ],
    ['CARC 16 alone', PAYER, ' remarks="M53"', '', /KP-14\]\/disposition: CARC 16 needs a remark/],
    ['CARC 16 with an alert', PAYER, 'remarks="M53"', 'remarks="MA18"', /CARC 16 needs a remark/],
    [
      'CARC 96 alone',
      PAYER,
      ' remarks="N130"',
      '',
      /KP-15\]\/disposition\[not-listed\]: CARC 96 needs a remark/,
    ],
    [
      'CARC 252 alone',
      PAYER,
      ' remarks="N706 N710"',
      '',
      /KP-17\]\/disposition\[asked\]: CARC 252 needs a remark/,
    ],
    [
      'a refusal without a code',
      PAYER,
      ' stc="A3:116"',
      '',
      /KP-01\]\/disposition\[payer\]: a refusal needs/,
    ],
    ['a denial without a CARC', PAYER, ' carc="29"', '', /attribute "carc" is missing/],
    ['a rule twice', PAYER, 'id="KP-82"', 'id="KP-81"', /KP-81\]: the id stands twice for the same dates/],
    [
      'a silent record',
      PAYER,
      'reason="comes with review records"',
      '',
      /KP-94\]: a rule that does not act says why/,
    ],
    [
      'a plan without the last category',
      PAYER,
      /<benefit category="other" copay="0.00" coinsurance="15".*/,
      '',
      /plan\[KPWA-FEP\]: no benefit for the category "other"/,
    ],
    ['a code list that is none', PAYER, '"0450-0459"', '"0459-0450"', /"revenueCodes.emergency" is no list/],
    ['an amount with three decimals', PAYER, 'copay="25.00"', 'copay="25.000"', /"copay" is not a number/],
    ['a zone of no place', PAYER, 'America/Los_Angeles', 'America/Seatle', /"timeZone" is not an IANA zone/],
    ['a day of no week', PAYER, 'payWeekday="3"', 'payWeekday="8"', /"payWeekday" is not 1/],
    [
      'an unknown payer',
      PARTNER,
      'payers="91051"',
      'payers="91O51"',
      /harborclear\.xml partner\/payers: no payer profile "91O51", did you mean "91051"/,
    ],
    [
      'a policy of no kind',
      PARTNER,
      'ta1="asked"',
      'ta1="ask"',
      /"ta1" is none of its values, did you mean "asked"/,
    ],
  ])('%s', (_what, file, from, to, expected) => {
    change(file, from, to);
    expect(checkSpecs(specs).join('\n')).toMatch(expected);
  });

  test('senders of one id are told apart by their usage (ISA15)', () => {
    change(PARTNER, /HARBORCLEAR/g, 'TIDEWATER');
    expect(checkSpecs(specs)).toEqual([]);
  });

  test('two partners with one sender cannot be told apart', () => {
    cpSync(join(specs, PARTNER), join(specs, 'partners/second.xml'));
    expect(checkSpecs(specs)).toEqual([
      'partners/second.xml: harborclear partner id stands twice',
      "partners/second.xml: sender ZZ/HARBORCLEAR/HARBORCLEAR/P is another partner's too",
    ]);
  });

  test('a profile with problems is never loaded', () => {
    change(PAYER, 'kind="duplicate"', 'kind="duplicates"');
    expect(() => loadSpecs(specs)).toThrow(expect.objectContaining({ code: 'SPECS-INVALID', exitCode: 2 }));
  });

  test('a folder without partners is a fault', () => {
    rmSync(join(specs, 'partners'), { recursive: true });
    expect(() => checkSpecs(specs)).toThrow(expect.objectContaining({ code: 'SPECS-MISSING' }));
  });

  test('a rule may change with the service date', () => {
    change(
      PAYER,
      '<rule id="KP-82" kind="forward-balance" standing="acts"',
      '<rule id="KP-82" standing="records" title="t" section="s" reason="r" to="20241231"/>\n<rule id="KP-82" from="20250101" kind="forward-balance" standing="acts"',
    );
    expect(checkSpecs(specs)).toEqual([]);
  });
});
