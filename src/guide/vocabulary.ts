import { tagOf } from '../x12/segment.ts';
import type {
  ElementDefinition,
  GuideDefinition,
  LoopDefinition,
  SegmentDefinition,
} from './guide-definition.ts';

/**
 * What is certain to be in the X12 standard. A 999 tells what the standard does not know (IK304 1, IK403 7) from what
 * it knows but this guide does not use (IK304 6, IK403 I6); without the standard's own dictionaries, what any of our
 * guides uses counts as known.
 */
export interface Vocabulary {
  /** Packed segment ids. */
  readonly segments: ReadonlySet<number>;
  /** Codes by data element number. */
  readonly codes: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Segment ids of the other HIPAA sets (270, 271, 278, 820, 834, 997) and of the 837 and 835 that no guide uses. */
const OTHER_SEGMENTS = [
  ...[
    'AAA',
    'ACT',
    'ADX',
    'AIN',
    'AK3',
    'AK4',
    'AK5',
    'AT5',
    'B3A',
    'BDS',
    'BGN',
    'BIN',
    'COB',
    'CR4',
    'CR5',
    'CR6',
  ],
  ...[
    'CR7',
    'CR8',
    'CRT',
    'CTB',
    'DED',
    'DMA',
    'DN1',
    'DN2',
    'DSB',
    'EB',
    'EC',
    'EM',
    'ENT',
    'EQ',
    'FA1',
    'FA2',
  ],
  ...[
    'HAD',
    'HCR',
    'HD',
    'HSD',
    'ICM',
    'IDC',
    'III',
    'IMM',
    'INS',
    'IT1',
    'LC',
    'LE',
    'LS',
    'LUI',
    'MCD',
    'MPI',
  ],
  ...[
    'MSG',
    'MTX',
    'N2',
    'N5',
    'NX1',
    'OOI',
    'PLA',
    'RMR',
    'RMT',
    'RYL',
    'SAC',
    'SLN',
    'SPK',
    'SV3',
    'SV4',
    'SV6',
  ],
  ...['SV7', 'TED', 'TOO', 'TPB', 'TS1', 'UD', 'UM', 'UQS', 'VEH'],
];

/** Gathered when it is first asked, which only a fault in a file does. */
export function vocabularyWhenAsked(guides: () => readonly GuideDefinition[]): Vocabulary {
  let vocabulary: Vocabulary | undefined;
  const gathered = (): Vocabulary => (vocabulary ??= vocabularyOf(guides()));
  return {
    get segments() {
      return gathered().segments;
    },
    get codes() {
      return gathered().codes;
    },
  };
}

export function vocabularyOf(guides: readonly GuideDefinition[]): Vocabulary {
  const segments = new Set(OTHER_SEGMENTS.map(tagOf));
  const codes = new Map<string, Set<string>>();
  const addElement = (element: ElementDefinition): void => {
    const known = codes.get(element.dataElement) ?? new Set();
    for (const code of element.codes) known.add(code);
    codes.set(element.dataElement, known);
    element.components.forEach(addElement);
  };
  const add = (child: SegmentDefinition | LoopDefinition): void => {
    if (child.kind === 'loop') child.children.forEach(add);
    else {
      segments.add(tagOf(child.id));
      child.elements.forEach(addElement);
    }
  };
  for (const guide of guides) guide.children.forEach(add);
  return { segments, codes };
}
