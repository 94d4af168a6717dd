import {
  CLAIM_ACKNOWLEDGMENT,
  CORRECTION,
  IMPLEMENTATION_ACKNOWLEDGMENT,
  INSTITUTIONAL,
  PROFESSIONAL,
  REMITTANCE,
} from '../guide/example-sets.ts';

export interface FileLayout {
  readonly element?: string;
  readonly component?: string;
  readonly repetition?: string;
  readonly terminator?: string;
  readonly lineBreak?: string;
  /** After the last IEA. */
  readonly endsWith?: string;
}

interface Group {
  readonly functionalId: string;
  readonly version: string;
  readonly sets: readonly string[];
}

const CLAIMS: Group = { functionalId: 'HC', version: '005010X222A1', sets: [PROFESSIONAL] };

export const GROUPS: Readonly<Record<string, Group>> = {
  '837P': CLAIMS,
  '837I': { functionalId: 'HC', version: '005010X223A2', sets: [INSTITUTIONAL] },
  '835': {
    functionalId: 'HP',
    version: '005010X221A1',
    sets: [REMITTANCE, CORRECTION.replaceAll('*0001~', '*0002~')],
  },
  '999': { functionalId: 'FA', version: '005010X231A1', sets: [IMPLEMENTATION_ACKNOWLEDGMENT] },
  '277CA': { functionalId: 'HN', version: '005010X214', sets: [CLAIM_ACKNOWLEDGMENT] },
};

/** One interchange of whole groups; sets are given one segment a line, with * : ^ ~. */
export function interchangeOf(groups: readonly Group[], layout: FileLayout = {}, number = 1): string {
  const isa13 = String(number).padStart(9, '0');
  const { element = '*', component = ':', repetition = '^', terminator = '~', lineBreak = '' } = layout;
  const segments = groups.flatMap(({ functionalId, version, sets }, index) => [
    `GS*${functionalId}*SENDER*RECEIVER*20260115*0830*${index + 1}*X*${version}`,
    ...sets.flatMap((set) => set.split('~').map((text) => text.trim())).filter((text) => text !== ''),
    `GE*${sets.length}*${index + 1}`,
  ]);
  segments.push(`IEA*${groups.length}*${isa13}`);
  const body = segments.map((text) =>
    text.replaceAll('*', element).replaceAll(':', component).replaceAll('^', repetition),
  );
  const ids = [`ZZ`, 'SENDER'.padEnd(15), 'ZZ', 'RECEIVER'.padEnd(15)];
  const rest = ['260115', '0830', repetition, '00501', isa13, '0', 'P', component];
  const isa = ['ISA', '00', ' '.repeat(10), '00', ' '.repeat(10), ...ids, ...rest].join(element);
  const end = terminator + lineBreak;
  return (
    [isa, ...body]
      .map((text) => text + end)
      .join('')
      .slice(0, -lineBreak.length || undefined) + (layout.endsWith ?? lineBreak)
  );
}

export function fileOf(...names: readonly string[]): string {
  return interchangeOf(names.map((name) => GROUPS[name]!));
}
