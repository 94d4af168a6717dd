import { halfUp } from './rounding.ts';

/** Shares of work, practice expense and malpractice in Medicare's anesthesia conversion factor, in thousandths. */
export interface AnesthesiaShares {
  readonly workThousandths: number;
  readonly practiceThousandths: number;
  readonly malpracticeThousandths: number;
}

/** The publisher's shares since 2025. */
export const ANESTHESIA_SHARES: AnesthesiaShares = {
  workThousandths: 769,
  practiceThousandths: 166,
  malpracticeThousandths: 65,
};

/**
 * A locality's anesthesia conversion factor: (Σ share × practice cost index) × the national factor, rounded half up to
 * cents once. Proved on all localities published for 2025.
 *
 * @param nationalE4 ten-thousandths of a dollar
 * @returns cents
 */
export function anesthesiaFactorCents(
  nationalE4: number,
  gpci: AnesthesiaShares,
  shares: AnesthesiaShares = ANESTHESIA_SHARES,
): number {
  const adjustment =
    shares.workThousandths * gpci.workThousandths +
    shares.practiceThousandths * gpci.practiceThousandths +
    shares.malpracticeThousandths * gpci.malpracticeThousandths;
  // Millionths × ten-thousandths of a dollar: a cent is 10^8 of them.
  return halfUp(adjustment * nationalE4, 100_000_000);
}
