/** Cents as dollars with two decimals, '' when unknown. */
export function dollars(cents: number | undefined): string {
  return cents === undefined ? '' : scaled(cents, 100, 2);
}

/** Thousandths without noise zeros, '' when unknown. */
export function quantity(milli: number | undefined): string {
  return milli === undefined ? '' : scaled(milli, 1000, 3).replace(/\.?0+$/, '');
}

function scaled(value: number, scale: number, decimals: number): string {
  const absolute = Math.abs(value);
  const rest = String(absolute % scale).padStart(decimals, '0');
  return `${value < 0 ? '-' : ''}${Math.floor(absolute / scale)}.${rest}`;
}
