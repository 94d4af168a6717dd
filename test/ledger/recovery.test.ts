import { describe, expect, test } from 'vitest';
import {
  type RecoveryAct,
  type RecoveryEvent,
  recoveryStanding,
  refusedRecoveryAct,
} from '../../src/ledger/recovery.ts';

const terms = { contestDays: 30, waitMonths: 6, mailingDays: 3 };

/** `noticed 20250830` … */
const history = (...texts: string[]): RecoveryEvent[] =>
  texts.map((text) => {
    const [act, date] = text.split(' ') as [RecoveryAct, string];
    return { act, date };
  });

describe('where a recovery stands (KP-86)', () => {
  // Notice of 2 January; with three days of mail it can be contested until 4 February.
  test.each<[string, string[], string, string, string, boolean]>([
    ['on the day of the notice', ['noticed 20250102'], '20250102', 'noticed', '20250205', false],
    ['on the last day to contest', ['noticed 20250102'], '20250204', 'noticed', '20250205', false],
    ['one day later', ['noticed 20250102'], '20250205', 'deemed accepted', '20250205', true],
    [
      'arrived later than the mail takes',
      ['noticed 20250102', 'received 20250120'],
      '20250219',
      'noticed',
      '20250220',
      false,
    ],
    [
      'contested on the last day',
      ['noticed 20250102', 'contested 20250204'],
      '20250205',
      'contested',
      '20250702',
      false,
    ],
    [
      'the day before six months',
      ['noticed 20250102', 'contested 20250204'],
      '20250701',
      'contested',
      '20250702',
      false,
    ],
    [
      'six months from the notice',
      ['noticed 20250102', 'contested 20250204'],
      '20250702',
      'waited',
      '20250702',
      true,
    ],
    [
      'six months from a day February does not have',
      ['noticed 20240830', 'contested 20240901'],
      '20250228',
      'waited',
      '20250228',
      true,
    ],
    [
      'permitted although contested',
      ['noticed 20250102', 'contested 20250110', 'permitted 20250301'],
      '20250301',
      'permitted',
      '20250301',
      true,
    ],
    [
      'permitted at once',
      ['noticed 20250102', 'permitted 20250103'],
      '20250103',
      'permitted',
      '20250103',
      true,
    ],
    ['taken', ['noticed 20250102', 'permitted 20250103', 'taken 20250110'], '20250111', 'taken', '', false],
    ['withdrawn', ['noticed 20250102', 'withdrawn 20250103'], '20260101', 'withdrawn', '', false],
    [
      'seen again on a day before it was taken',
      ['noticed 20250102', 'permitted 20250103', 'taken 20250110'],
      '20250105',
      'permitted',
      '20250103',
      true,
    ],
  ])('%s', (_name, events, onDate, state, takeFrom, mayBeTaken) => {
    expect(recoveryStanding(history(...events), terms, onDate)).toMatchObject({
      state,
      takeFrom,
      mayBeTaken,
    });
  });

  test.each<[string, string[], RecoveryAct, string, string | undefined]>([
    ['begins with a notice', [], 'contested', '20250102', 'a recovery begins with its notice'],
    ['one notice only', ['noticed 20250102'], 'noticed', '20250103', 'the notice went out already'],
    ['contested in time', ['noticed 20250102'], 'contested', '20250204', undefined],
    [
      'contested too late',
      ['noticed 20250102'],
      'contested',
      '20250205',
      'it could be contested until 20250204',
    ],
    [
      'not taken while it can be contested',
      ['noticed 20250102'],
      'taken',
      '20250204',
      'it is noticed: no money may be taken yet',
    ],
    ['taken once deemed accepted', ['noticed 20250102'], 'taken', '20250205', undefined],
    [
      'a check is welcome at any time',
      ['noticed 20250102', 'contested 20250103'],
      'refunded',
      '20250104',
      undefined,
    ],
    [
      'nothing after the end',
      ['noticed 20250102', 'refunded 20250103'],
      'withdrawn',
      '20250104',
      'it is refunded',
    ],
    [
      'never back in time',
      ['noticed 20250102', 'contested 20250110'],
      'permitted',
      '20250109',
      'its last act is of 20250110',
    ],
    [
      'no contest after a permission',
      ['noticed 20250102', 'permitted 20250103'],
      'contested',
      '20250104',
      'it is contested or permitted already',
    ],
    [
      'arrival is told once',
      ['noticed 20250102', 'received 20250103'],
      'received',
      '20250104',
      'its arrival is known or it is contested',
    ],
  ])('%s', (_name, events, act, date, why) => {
    expect(refusedRecoveryAct(history(...events), act, date, terms)).toBe(why);
  });
});
