/**
 * Parts of an amount in proportion to weights, in whole cents that add up: the largest remainders take the odd cents,
 * the earlier line first. With weights that sum to zero the first takes all.
 */
export function distribute(totalCents: number, weights: readonly number[]): number[] {
  if (weights.length === 1) return [totalCents];
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  if (whole === 0) return weights.map((_, index) => (index === 0 ? totalCents : 0));
  const parts: number[] = [];
  const remainders: { readonly index: number; readonly remainder: bigint }[] = [];
  let left = totalCents;
  // Ten digits of cents times ten digits of weight pass 2^53.
  const by = BigInt(whole);
  for (const [index, weight] of weights.entries()) {
    const product = BigInt(totalCents) * BigInt(weight);
    const part = Number(product / by);
    parts.push(part);
    left -= part;
    remainders.push({ index, remainder: product % by });
  }
  remainders.sort((first, second) =>
    first.remainder === second.remainder
      ? first.index - second.index
      : first.remainder > second.remainder
        ? -1
        : 1,
  );
  for (let at = 0; left > 0; at += 1, left -= 1) parts[remainders[at % parts.length]!.index]! += 1;
  return parts;
}
