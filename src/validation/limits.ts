/** Findings kept of one claim; the ones beyond are counted and weigh in its fate. */
export const FINDINGS_PER_CLAIM = 100;

/** Findings kept of one parcel outside its claims. */
export const FINDINGS_PER_PARCEL = 10_000;
