/**
 * The four separators of one interchange, as byte values. They hold from its ISA to its IEA and nowhere else.
 * Source: X12.5; positions 4, 83, 105 and 106 of the ISA.
 */
export interface Delimiters {
  readonly element: number;
  readonly component: number;
  /** 0 when the interchange has none (ISA11 is a letter, a digit or a space, as version 00401 has it). */
  readonly repetition: number;
  readonly terminator: number;
}
