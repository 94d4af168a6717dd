/** One thing that is measured. */
export interface Subject {
  readonly name: string;
  /** Size of what one run works on, in any unit. */
  readonly size: number;
  readonly run: () => unknown;
}

export interface Measured {
  readonly name: string;
  /** Units a second of processor time, one per round. */
  readonly rates: readonly number[];
  readonly median: number;
}

/**
 * Runs the subjects in turn (A B C A B C …), after one round that warms them up, by processor time of the whole
 * process: what other programs on the machine take does not count, what the garbage collector takes does.
 */
export async function measure(subjects: readonly Subject[], rounds: number): Promise<Measured[]> {
  const rates = subjects.map((): number[] => []);
  for (let round = -1; round < rounds; round += 1) {
    for (const [index, { size, run }] of subjects.entries()) {
      const from = process.cpuUsage();
      await run();
      const { user, system } = process.cpuUsage(from);
      if (round >= 0) rates[index]!.push((size / (user + system)) * 1e6);
    }
  }
  return subjects.map(({ name }, index) => ({ name, rates: rates[index]!, median: medianOf(rates[index]!) }));
}

/** The median of `one[n] / other[n]`, round by round. */
export function medianRatio(one: Measured, other: Measured): number {
  return medianOf(one.rates.map((rate, round) => rate / other.rates[round]!));
}

export function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
