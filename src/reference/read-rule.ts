import type { XmlElement } from '../guide/xml.ts';
import { AttributeReader } from './attribute-reader.ts';
import type { AdjustmentGroup, Disposition, Outcome, Rule, RuleStanding } from './payer-profile.ts';
import { elementPath } from './spec-shape.ts';

const STANDINGS: readonly RuleStanding[] = ['acts', 'records', 'out of reach'];
const OUTCOMES: readonly Outcome[] = ['reject', 'deny', 'reduce', 'pend', 'flag'];
const GROUPS: readonly AdjustmentGroup[] = ['CO', 'OA', 'PI', 'PR'];
const CARC = /^(\d{1,3}|[A-Y]\d{1,2})$/;
const REMARK = /^(M|MA|N)\d{1,3}$/;
const STATUS = /^[A-Z]\d{1,2}:\d{1,4}(:[A-Z0-9]{2,3})?$/;

/** One `<rule>`; its kind and codes are judged by `checkProfile`, their form here. */
export function readRule(element: XmlElement, file: string, path: string, problems: string[]): Rule {
  const read = new AttributeReader(element, file, path, problems);
  const parameters = new Map<string, string>();
  const dispositions: Disposition[] = [];
  for (const child of element.children) {
    const reader = new AttributeReader(child, file, elementPath(path, child), problems);
    if (child.name === 'parameter') {
      const name = reader.text('name');
      if (parameters.has(name)) reader.problem('the parameter stands twice');
      parameters.set(name, reader.text('value'));
    } else if (child.name === 'disposition') {
      const disposition = readDisposition(child, reader);
      if (dispositions.some(({ clause }) => clause === disposition.clause)) {
        reader.problem('the clause stands twice');
      }
      dispositions.push(disposition);
    }
  }
  return {
    id: read.pattern('id', /^[A-Z]{2}-\d{2,3}$/, 'a catalogue id such as KP-06'),
    kind: read.text('kind'),
    standing: read.oneOf('standing', STANDINGS, 'records'),
    title: read.text('title'),
    section: read.text('section'),
    reason: read.text('reason'),
    from: read.date('from'),
    to: read.date('to'),
    parameters,
    dispositions,
  };
}

function readDisposition(element: XmlElement, read: AttributeReader): Disposition {
  const given = element.attributes;
  const remarks = read.list('remarks');
  if (!remarks.every((remark) => REMARK.test(remark))) read.problem('attribute "remarks" holds no RARC form');
  return {
    clause: read.text('clause'),
    outcome: read.oneOf('outcome', OUTCOMES, 'pend'),
    ...(given.has('group') && { group: read.oneOf('group', GROUPS, 'CO') }),
    ...(given.has('carc') && { carc: read.pattern('carc', CARC, 'of the form of a CARC') }),
    remarks,
    ...(given.has('stc') && { stc: read.pattern('stc', STATUS, 'category:code or category:code:entity') }),
    ...(given.has('ta1') && { ta1: read.pattern('ta1', /^0\d\d$/, 'a three-digit TA1 note code') }),
  };
}
