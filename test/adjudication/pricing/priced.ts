import { priceClaim } from '../../../src/adjudication/price-claim.ts';
import type { PricedClaim } from '../../../src/adjudication/priced-claim.ts';
import type { Claim } from '../../../src/claim/claim.ts';
import type { PayerProfile, Rule } from '../../../src/reference/payer-profile.ts';
import { RateCatalogue } from '../../../src/reference/rate-catalogue.ts';
import type { RateKind, RateRows, RateTable } from '../../../src/reference/rate-tables.ts';
import type { ContractTerm, GpciRow, RvuIndicators, RvuRow } from '../../../src/reference/records.ts';
import type { Snapshot } from '../../../src/reference/snapshot.ts';
import { type ClaimSpec, claimOf, contract, profile, rule, snapshotOf, world } from '../fixtures.ts';

/** A table of a kind with rows of the test. */
export function rates<K extends RateKind>(
  kind: K,
  rows: RateRows[K],
  part = '',
  from = '20240101',
): RateTable<K> {
  return { kind, part, from, to: '', rowCount: 0, digest: kind + part + from, rows };
}

/** Rules of the payer for pricing, with every clause. */
export const pricingRules: readonly Rule[] = [
  rule('KP-40', 'lower-of', { outOfNetworkPercents: 'commercial:60 medicaid:35' }, [
    { outcome: 'reduce', group: 'CO', carc: '45' },
    { clause: 'excess', outcome: 'reduce', group: 'OA', carc: '94' },
  ]),
  rbrvsRule('KP-41', 'rvu-total-2'),
  rule('KP-42', 'gap-filler', { schedules: 'laboratory gap-filler' }),
  rule('KP-43', 'by-report', { statuses: 'C' }, [{ outcome: 'pend' }]),
  rule('KP-45', 'drug-limits', {}, [{ outcome: 'pend' }]),
  rule(
    'KP-46',
    'anesthesia',
    {
      procedures: '00100-01999',
      unitsPerHour: '5',
      rounding: 'time-units-1',
      modifierPercents: 'AA:100 QZ:100 QK:50 QX:50 QY:50 AD:100',
      supervisionUnits: '3',
      untimed: '01996',
      byReport: '01999',
    },
    [{ outcome: 'pend' }],
  ),
  rule('KP-47', 'labor-anesthesia', {
    procedures: '01967 01968',
    firstHourUnits: '5',
    furtherHourUnits: '1',
  }),
];

export function rbrvsRule(id: string, rounding: string, more: Readonly<Record<string, string>> = {}): Rule {
  return rule(
    id,
    'rbrvs',
    {
      rounding,
      facilityPlaces: '21 22 23 24',
      bundledStatuses: 'B P',
      modifierPercents: '50:150 62:62.5 80:16 81:16 82:16 AS:13.6',
      multiplePercents: '100 50',
      globalVisits: '99202-99215 99221-99239',
      ...more,
    },
    [
      { clause: 'bundled', group: 'CO', carc: '97' },
      { clause: 'not-covered', group: 'CO', carc: '96', remarks: ['N130'] },
      { clause: 'modifier', group: 'CO', carc: '4', remarks: ['N519'] },
      { clause: 'not-permitted', group: 'CO', carc: '54' },
      { clause: 'multiple', outcome: 'reduce', group: 'CO', carc: '59' },
      { clause: 'global', group: 'CO', carc: '97' },
    ],
  );
}

/** The usual profile with its pricing rules replaced by these, and any others. */
export function profileWith(rules: readonly Rule[] = pricingRules): PayerProfile {
  const replaced = new Set(['lower-of', 'rbrvs', ...rules.map(({ kind }) => kind)]);
  return { ...profile, rules: [...profile.rules.filter(({ kind }) => !replaced.has(kind)), ...rules] };
}

/** Digits of the published table that ask for nothing special. */
export const PLAIN: RvuIndicators = {
  professionalTechnical: '0',
  globalDays: 'XXX',
  preOperativePercent: 0,
  intraOperativePercent: 0,
  postOperativePercent: 0,
  multipleProcedure: '0',
  bilateral: '0',
  assistant: '0',
  coSurgeon: '0',
  team: '0',
  endoscopicBase: '',
  imagingFamily: '99',
};

/** A row of invented code whose values are the same in and out of a facility unless told. */
export function rvuRow(
  code: string,
  workHundredths: number,
  practiceHundredths: number,
  malpracticeHundredths: number,
  more: Omit<Partial<RvuRow>, 'indicators'> & { readonly indicators?: Partial<RvuIndicators> } = {},
): RvuRow {
  return {
    code,
    modifier: '',
    status: 'A',
    workHundredths,
    nonFacilityPracticeHundredths: practiceHundredths,
    facilityPracticeHundredths: practiceHundredths,
    malpracticeHundredths,
    from: '20240101',
    to: '',
    ...more,
    indicators: { ...PLAIN, ...more.indicators },
  };
}

export function rvuTable(rows: readonly RvuRow[]): RateTable<'pprrvu'> {
  return rates('pprrvu', new Map(rows.map((row) => [`${row.code} ${row.modifier}`, row])));
}

export interface Scene {
  readonly term?: Partial<ContractTerm>;
  readonly rules?: readonly Rule[];
  readonly tables?: readonly RateTable[];
  /** Index 1.000 everywhere unless told: values are then RVU × factor. */
  readonly gpci?: Partial<GpciRow>;
  readonly change?: (claim: Claim) => Claim;
}

/** Prices one claim with tables of the test; the contract pays 40.00 for a unit of relative value. */
export function priced(spec: ClaimSpec, scene: Scene = {}): PricedClaim {
  const kind = spec.kind ?? 'professional';
  const term: ContractTerm = {
    ...contract.terms.find((each) => each.kind === kind)!,
    ...scene.term,
  };
  const snapshot = sceneSnapshot({ ...contract, terms: [term] }, scene);
  const claim = claimOf(spec);
  return priceClaim(scene.change ? scene.change(claim) : claim, {
    profile: profileWith([...(scene.rules ?? []), ...pricingRules]),
    snapshot,
    receivedDate: '20250401',
    claimNumber: '2509100000018',
  });
}

function sceneSnapshot(priceContract: typeof contract, { tables = [], gpci = {} }: Scene): Snapshot {
  const base = snapshotOf({ ...world, contracts: [priceContract] });
  const catalogue = new RateCatalogue(tables);
  return {
    ...base,
    rvu: (code, modifier, day) => catalogue.on('pprrvu', day)?.rows.get(`${code} ${modifier}`),
    gpci: (locality) => ({
      locality,
      workThousandths: 1000,
      practiceThousandths: 1000,
      malpracticeThousandths: 1000,
      from: '20240101',
      to: '',
      ...gpci,
    }),
    rates: (each, day, part) => catalogue.on(each, day, part),
    rateParts: (each, day) => catalogue.parts(each, day),
  };
}

/** `60000 CO-45 4000, CO-59 1000` of a line: allowed and adjustments. */
export function told(claim: PricedClaim, ordinal = 1): string {
  const line = claim.lines[ordinal - 1]!;
  const adjustments = line.adjustments.map(
    ({ group, carc, amountCents }) => `${group}-${carc} ${amountCents}`,
  );
  return [String(line.allowedCents), ...adjustments].join(' ');
}
