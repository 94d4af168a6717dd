const THOUSANDTHS = 1000;

/** Units as an R element: no trailing zeros, a minus in reversals. */
export function quantityText(milli: number): string {
  if (milli % THOUSANDTHS === 0) return milli === 0 ? '0' : String(milli / THOUSANDTHS);
  const whole = Math.trunc(Math.abs(milli) / THOUSANDTHS);
  const fraction = String(Math.abs(milli) % THOUSANDTHS)
    .padStart(3, '0')
    .replace(/0+$/, '');
  return `${milli < 0 ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}
