import type { Delimiters } from '../x12/delimiters.ts';
import { CUSTOMARY_DELIMITERS, type SegmentWriter } from '../x12/writer.ts';
import type { Remittance, RemittanceItem } from './remittance.ts';

/** What the 835 is written into: an EnvelopeWriter with a set open, or a SegmentWriter. */
export type SegmentSink = Pick<SegmentWriter, 'segment' | 'delimiters' | 'append'>;

/** Control characters cannot stand in any element, so they go; everything else of an id returns as received. */
export function carriable(id: string): string {
  if (!hasControl(id)) return id;
  let text = '';
  for (const character of id) if (character >= ' ' && character !== '\x7f') text += character;
  return text;
}

function hasControl(id: string): boolean {
  for (let index = 0; index < id.length; index += 1) {
    const code = id.charCodeAt(index);
    if (code < 0x20 || code === 0x7f) return true;
  }
  return false;
}

/** The printable ones below; no id keeps a control character. */
const COMPETING: readonly boolean[] = Array.from({ length: 0x80 }, (_, code) =>
  '*|:>^!~'.includes(String.fromCharCode(code)),
);

type Delimiter = 'element' | 'component' | 'repetition' | 'terminator';

/** After the customary one, what other payers use, and at last the information separators of ASCII. */
const CHOICES: Readonly<Record<Delimiter, string>> = {
  element: '*|\x1d',
  component: ':>\x1f',
  repetition: '^!\x1e',
  terminator: '~\x1c',
};

/** Whether no id or name of the remittance holds one of these delimiters. */
export function canCarry(delimiters: Delimiters, remittance: Remittance): boolean {
  const taken = competingIn(remittance.items);
  return [...taken].every((character) => !Object.values(delimiters).includes(character.charCodeAt(0)));
}

/**
 * Delimiters that stand in no id or name these remittances return: CLP01, REF*6R and NM1 go back exactly as they
 * came, and a sender with other delimiters may have used ours inside them. X12 has no escape character.
 */
export function delimitersFor(remittances: readonly Remittance[]): Delimiters {
  const taken = new Set<string>();
  for (const remittance of remittances)
    for (const character of competingIn(remittance.items)) taken.add(character);
  if (taken.size === 0) return CUSTOMARY_DELIMITERS;
  const choose = (delimiter: Delimiter) =>
    [...CHOICES[delimiter]].find((character) => !taken.has(character))!.charCodeAt(0);
  return {
    element: choose('element'),
    component: choose('component'),
    repetition: choose('repetition'),
    terminator: choose('terminator'),
  };
}

export function isCustomary({ element, component, repetition, terminator }: Delimiters): boolean {
  return (
    element === CUSTOMARY_DELIMITERS.element &&
    component === CUSTOMARY_DELIMITERS.component &&
    repetition === CUSTOMARY_DELIMITERS.repetition &&
    terminator === CUSTOMARY_DELIMITERS.terminator
  );
}

/** The characters in its ids and names that some set of delimiters uses; what is written already has none. */
export function competingIn(items: readonly RemittanceItem[]): Set<string> {
  const taken = new Set<string>();
  const look = (text = '') => {
    for (let index = 0; index < text.length; index += 1)
      if (COMPETING[text.charCodeAt(index)]) taken.add(text.charAt(index));
  };
  for (const { decision } of items) {
    const { patient, insured, rendering, patientControlNumber } = decision.facts;
    look(patientControlNumber);
    for (const name of [patient, insured, rendering]) {
      if (name === undefined) continue;
      look(name.lastName);
      look(name.firstName);
      look(name.middleName);
      look(name.suffix);
      look(name.id);
    }
    for (const line of decision.lines) look(line.controlNumber);
  }
  return taken;
}
