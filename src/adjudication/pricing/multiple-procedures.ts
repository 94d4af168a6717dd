import { formatCents } from '../../money/cents.ts';
import { unitFeeCents, WHOLE_BASIS_POINTS } from '../../money/unit-fee.ts';
import type { Rule } from '../../reference/payer-profile.ts';
import type { Ceiling, Ranked } from './price.ts';
import { percentList } from './rule-values.ts';

/** A line that is ranked with others, and the ceiling that its rank gives it. */
export interface RankedLine {
  readonly ordinal: number;
  readonly ranked: Ranked;
  readonly rule: Rule;
  ceiling?: Ceiling;
}

/** The first whole, every further one half. */
const HALF_AFTER_FIRST: readonly number[] = [WHOLE_BASIS_POINTS, WHOLE_BASIS_POINTS / 2];

/** Gives every ranked line of a claim its ceiling. Lines of one key compete; ties go to the line that comes first. */
export function rankLines(lines: readonly RankedLine[]): void {
  const groups = new Map<string, RankedLine[]>();
  for (const line of lines) {
    const group = groups.get(line.ranked.key);
    if (group === undefined) groups.set(line.ranked.key, [line]);
    else group.push(line);
  }
  for (const group of groups.values()) {
    switch (group[0]!.ranked.kind) {
      case 'surgery':
      case 'endoscopy':
      case 'facility':
        rankProcedures(group);
        break;
      case 'imaging':
      case 'component':
      case 'therapy':
        rankComponents(group);
        break;
    }
  }
}

/** One procedure, or an endoscopic family, which counts as one. */
interface Procedure {
  readonly lines: readonly RankedLine[];
  readonly cents: readonly number[];
  readonly totalCents: number;
}

function rankProcedures(group: readonly RankedLine[]): void {
  const procedures = proceduresOf(group).sort(
    (left, right) => right.totalCents - left.totalCents || left.lines[0]!.ordinal - right.lines[0]!.ordinal,
  );
  let rank = 0;
  for (const { lines, cents } of procedures) {
    for (const [index, line] of lines.entries()) {
      const { rule, ranked } = line;
      const percents = percentList(rule, 'multiplePercents', HALF_AFTER_FIRST);
      const wholeCents = unitFeeCents(ranked.fee, ranked.units, ranked.basisPoints);
      const isFamily = lines.length > 1;
      const percent = percentAt(percents, rank);
      // Further units of one procedure are further procedures.
      const priceCents =
        isFamily || ranked.units <= 1
          ? Math.floor((cents[index]! * percent + WHOLE_BASIS_POINTS / 2) / WHOLE_BASIS_POINTS)
          : ladder(ranked, percents, rank);
      if (priceCents >= wholeCents) continue;
      const words =
        isFamily && cents[index]! < wholeCents ? 'endoscopy of one family, base taken once, ' : '';
      line.ceiling = {
        rule,
        clause: 'multiple',
        priceCents,
        text: `procedure ${rank + 1} of the day: ${words}${percent / 100} % = ${formatCents(priceCents)}`,
      };
    }
    rank += lines.length > 1 ? 1 : Math.max(1, lines[0]!.ranked.units);
  }
}

function percentAt(percents: readonly number[], rank: number): number {
  return percents[Math.min(rank, percents.length - 1)] ?? WHOLE_BASIS_POINTS;
}

function ladder({ fee, units, basisPoints }: Ranked, percents: readonly number[], rank: number): number {
  let cents = 0;
  let unit = 0;
  for (; unit < units && rank + unit < percents.length - 1; unit += 1)
    cents += unitFeeCents(
      fee,
      1,
      Math.round((basisPoints * percentAt(percents, rank + unit)) / WHOLE_BASIS_POINTS),
    );
  const share = Math.round((basisPoints * percentAt(percents, rank + unit)) / WHOLE_BASIS_POINTS);
  return cents + unitFeeCents(fee, units - unit, share);
}

/** Within a family the dearest is whole, every other its fee less the base's. */
function proceduresOf(group: readonly RankedLine[]): Procedure[] {
  const families = new Map<string, RankedLine[]>();
  for (const line of group) {
    const { kind, familyBase, procedure } = line.ranked;
    // The base code belongs to the family it names.
    const isBase = group.some(({ ranked }) => ranked.kind === 'endoscopy' && ranked.familyBase === procedure);
    const family =
      kind === 'endoscopy' && familyBase !== '' ? familyBase : isBase ? procedure : `line ${line.ordinal}`;
    const known = families.get(family);
    if (known === undefined) families.set(family, [line]);
    else known.push(line);
  }
  return [...families.values()].map((lines) => {
    const whole = lines.map(({ ranked }) => unitFeeCents(ranked.fee, ranked.units, ranked.basisPoints));
    const dearest = whole.indexOf(Math.max(...whole));
    const baseCents = Math.max(...lines.map(({ ranked }) => ranked.familyBaseCents));
    const cents = whole.map((each, index) =>
      index === dearest || lines.length === 1 ? each : Math.max(0, each - baseCents),
    );
    return { lines, cents, totalCents: cents.reduce((sum, each) => sum + each, 0) };
  });
}

/** Technical and professional parts are ranked each on its own; of the dearest one unit stays whole. */
function rankComponents(group: readonly RankedLine[]): void {
  const technical = dearestOf(group, ({ technicalCents }) => technicalCents);
  const professional = dearestOf(group, ({ professionalCents }) => professionalCents);
  for (const line of group) {
    const { ranked, rule } = line;
    const wholeCents = unitFeeCents(ranked.fee, ranked.units, ranked.basisPoints);
    const technicalUnits = ranked.units - (line === technical ? 1 : 0);
    const professionalUnits = ranked.units - (line === professional ? 1 : 0);
    const cutCents =
      cut(ranked.technicalCents * technicalUnits, ranked.technicalCut) +
      cut(ranked.professionalCents * professionalUnits, ranked.professionalCut);
    if (cutCents === 0) continue;
    const priceCents = Math.max(0, wholeCents - cutCents);
    line.ceiling = {
      rule,
      clause: 'multiple',
      priceCents,
      text: `further service of the day: less ${formatCents(cutCents)} = ${formatCents(priceCents)}`,
    };
  }
}

function dearestOf(
  group: readonly RankedLine[],
  centsOf: (ranked: Ranked) => number,
): RankedLine | undefined {
  let dearest: RankedLine | undefined;
  for (const line of group)
    if (centsOf(line.ranked) > 0 && (!dearest || centsOf(line.ranked) > centsOf(dearest.ranked)))
      dearest = line;
  return dearest;
}

function cut(cents: number, basisPoints: number): number {
  return Math.floor((cents * basisPoints + WHOLE_BASIS_POINTS / 2) / WHOLE_BASIS_POINTS);
}
