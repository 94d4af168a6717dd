import { describe, expect, onTestFinished, test } from 'vitest';
import {
  type Appealed,
  openReconsideration,
  reconsiderationDeadline,
} from '../../src/batch/payment-appeal.ts';
import type { Workplace } from '../../src/batch/workplace.ts';
import type { Snapshot } from '../../src/reference/snapshot.ts';
import { paymentTerms } from '../../src/remittance/payment-terms.ts';
import { PROFILE } from '../contract/store-rows.ts';
import { FUNDS, MoneyWorld, PAYEES, workplace } from './money-world.ts';

const terms = paymentTerms(workplace.snapshot.profile(PROFILE)!);
const decided: Appealed = {
  decidedDate: '20250106',
  isCoordinated: false,
  isNonContract: false,
  isDenied: false,
};

describe('until when a decision can be looked at again (KP-93)', () => {
  test.each<[string, Partial<Appealed>, string]>([
    ['24 months', {}, '20270106'],
    ['30 with another payer', { isCoordinated: true }, '20270706'],
    [
      '60 days for a denial, Medicare Advantage without a contract',
      { isNonContract: true, isDenied: true },
      '20250307',
    ],
    ['120 days for an amount, the same', { isNonContract: true }, '20250506'],
    ['whoever else pays', { isNonContract: true, isCoordinated: true }, '20250506'],
    ['24 months for a denial under contract', { isDenied: true }, '20270106'],
  ])('%s', (_name, changes, deadline) => {
    expect(reconsiderationDeadline({ ...decided, ...changes }, terms)).toBe(deadline);
  });

  test('a profile that says nothing of it has one deadline for all', () => {
    const reconsideration = { ...terms.reconsideration, nonContractDenialDays: 0, nonContractAmountDays: 0 };
    const without = { ...decided, isNonContract: true };
    expect(reconsiderationDeadline(without, { reconsideration })).toBe('20270106');
  });
});

test.each([
  ['out-of-network', 'medicare-advantage', '20250506'],
  ['rbrvs', 'medicare-advantage', '20270106'],
  ['out-of-network', 'commercial', '20270106'],
] as const)('priced as %s, %s: the term of the payee tells', async (method, lineOfBusiness, deadline) => {
  const here = new MoneyWorld();
  onTestFinished(() => here.close());
  const claimNumber = await here.decide(PAYEES[0], FUNDS[0]!, 100_00);
  const opened = await here.act((desk) => {
    const { snapshot } = desk.workplace;
    const contractOfPayee: Snapshot['contractOfPayee'] = (payeeId) => {
      const contract = snapshot.contractOfPayee(payeeId)!;
      return { ...contract, terms: contract.terms.map((term) => ({ ...term, method })) };
    };
    const store = {
      ...desk.store,
      decisionsOfClaim: async (claimId: number) =>
        (await desk.store.decisionsOfClaim(claimId)).map((row) => ({
          ...row,
          outcome:
            row.outcome.kind === 'decision'
              ? { ...row.outcome, decision: { ...row.outcome.decision, lineOfBusiness } }
              : row.outcome,
        })),
    };
    const changed = { ...desk.workplace, snapshot: { ...snapshot, contractOfPayee } } as Workplace;
    return openReconsideration({ ...desk, store, workplace: changed }, { claimNumber, level: 1, reason: '' });
  });
  expect(opened?.deadline).toBe(deadline);
});
