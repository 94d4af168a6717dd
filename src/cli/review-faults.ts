import type { KnownFault } from './fault-table.ts';

/** Faults of decisions on what waits for a person, and of adjustments; nothing was recorded. */
export const REVIEW_FAULTS: Readonly<Record<string, KnownFault>> = Object.freeze({
  'ADJUSTMENT-PROFILE': {
    exitCode: 2,
    message: 'No payer profile has this id.',
    hint: 'Payer profiles stand in specs/payers.',
  },
  'CLAIM-NOT-PENDED': {
    exitCode: 2,
    message: 'No claim that waits has this number.',
    hint: 'Call `remit review list` for the claims that wait.',
  },
  'REFUSAL-REASON': {
    exitCode: 2,
    message: 'Why a refusal is done with was not said.',
    hint: 'Say what was done about it.',
  },
  'REFUSAL-UNKNOWN': {
    exitCode: 2,
    message: 'No refusal of a file of ours that is still open has this number.',
    hint: 'Call `remit refusal list` for those that are open.',
  },
  'REVIEW-INCOMPLETE': {
    exitCode: 2,
    message: 'A decision names what was decided, by whom, under which licence and by which criterion.',
    hint: 'Give all of them.',
  },
  'REVIEW-RULE': {
    exitCode: 2,
    message: 'The claim waits, but not for this rule.',
    hint: 'Call `remit review list` for the rules it waits for.',
  },
});
