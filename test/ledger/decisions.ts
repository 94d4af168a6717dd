import type { Decision } from '../../src/adjudication/decision.ts';

/** A decision of which only payee, fund and payment matter. */
export function decisionOf(
  paidCents: number,
  fund = 'commercial',
  payeeId = '910000002-2000000010',
): Decision {
  return {
    status: paidCents > 0 ? 'paid' : 'denied',
    claimStatus: '1',
    lineOfBusiness: 'commercial',
    fund,
    payeeId,
    memberId: '00000001',
    planId: 'PLAN',
    chargeCents: paidCents,
    allowedCents: paidCents,
    paidCents,
    patientResponsibilityCents: 0,
    adjustments: [],
    remarks: [],
    lines: [],
    trace: [],
    accumulators: [],
    pendReason: '',
    facts: {
      patientControlNumber: 'PCN1',
      claimNumber: '2530100000123',
      originalClaimNumber: '',
      claimFilingIndicator: '12',
      facilityCode: '11',
      frequency: '1',
      isInstitutional: false,
      drg: '',
      patient: {
        entityType: '1',
        lastName: 'DOE',
        firstName: 'JANE',
        middleName: '',
        suffix: '',
        idQualifier: 'MI',
        id: '00000001',
      },
      period: { from: '20250105', to: '20250105' },
      receivedDate: '20250108',
    },
  };
}
