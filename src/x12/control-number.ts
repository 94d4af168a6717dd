const DIGITS = /^[0-9]+$/;

/** The number a count or control number stands for; undefined when it is anything but digits. */
export function controlNumberValue(text: string): number | undefined {
  return DIGITS.test(text) ? Number(text) : undefined;
}

/** ISA13/IEA02 and GS06/GE02 are N0: padding does not count when both are numeric, else the text decides. */
export function sameNumericControlNumber(header: string, trailer: string): boolean {
  const left = controlNumberValue(header);
  const right = controlNumberValue(trailer);
  return left === undefined || right === undefined ? header === trailer : left === right;
}

/** ST02/SE02 are AN: padding counts. */
export function sameTextControlNumber(header: string, trailer: string): boolean {
  return header === trailer;
}

/** True when a declared count (leading zeros allowed) is the counted one. */
export function declaresCount(text: string, counted: number): boolean {
  return controlNumberValue(text) === counted;
}
