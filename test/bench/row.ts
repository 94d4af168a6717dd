/** One figure that is held against what it must reach. */
export interface Row {
  readonly name: string;
  /** What it is measured against in the same run. */
  readonly against: string;
  readonly measured: number;
  readonly unit: 'x' | '%' | 'ms' | 'power';
  readonly must: number;
  readonly aim?: number;
  /** The measured figure may not be above `must`, instead of not below. */
  readonly isCeiling?: boolean;
}

export function isShort({ measured, must, isCeiling }: Row): boolean {
  return isCeiling === true ? measured > must : measured < must;
}

export function printRow(row: Row): void {
  const { name, against, measured, unit, must, aim, isCeiling } = row;
  const bound = isCeiling === true ? 'at most' : 'at least';
  const goal = aim === undefined ? '' : `, aim ${figure(aim, unit)}`;
  const verdict = isShort(row) ? 'SHORT' : 'ok';
  console.log(
    `${verdict.padEnd(6)}${name.padEnd(34)}${figure(measured, unit).padStart(9)}  ${bound} ${figure(must, unit)}${goal}  (${against})`,
  );
}

function figure(value: number, unit: Row['unit']): string {
  if (unit === 'ms') return `${value.toFixed(0)} ms`;
  if (unit === 'power') return value.toFixed(3);
  return unit === '%' ? `${(value * 100).toFixed(1)} %` : `${value.toFixed(2)} x`;
}
