/**
 * One claim, or one HL unit. The largest legal claim (999 lines, each with 15 adjudications of 5 CAS) stays below
 * 8 MiB.
 */
export const UNIT_BYTES = 16 * 1024 * 1024;

/**
 * What is kept of a unit for replay. A legal header or HL unit has fewer than 40 segments; segments past this
 * have already been reported as too many where the unit was first read.
 */
export const REPLAY_UNIT_BYTES = 64 * 1024;

/** 100-1000 claims per message are the flat optimum between threads (measured). */
export const PARCEL_CLAIMS = 1000;

export const PARCEL_BYTES = 1024 * 1024;
