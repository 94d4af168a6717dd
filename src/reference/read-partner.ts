import type { XmlElement } from '../guide/xml.ts';
import type { Severity } from '../x12/finding.ts';
import { AttributeReader } from './attribute-reader.ts';
import type { AnswerPolicy, Partner } from './partner.ts';
import { PARTNER_SHAPE } from './partner-shape.ts';
import { checkShape, elementPath } from './spec-shape.ts';

const POLICIES: readonly AnswerPolicy[] = ['never', 'asked', 'always'];
const SEVERITIES: readonly Severity[] = ['reject', 'report', 'ignore'];
const QUALIFIER = /^(\*|[A-Z0-9]{2})$/;
const INTERCHANGE_ID = /^(\*|\S(.{0,13}\S)?)$/;
const SNIP_TYPES = '1 2 3 4 5 6 7';

/** Compiles one file of `specs/partners/`; the partner is only to be used when there are no problems. */
export function readPartner(
  root: XmlElement,
  file: string,
): { readonly partner: Partner; readonly problems: readonly string[] } {
  const problems =
    root.name === 'partner' ? [] : [`${file}:${root.line} ${root.name}: the root is not "partner"`];
  problems.push(...checkShape(root, PARTNER_SHAPE, file));
  const reader = (name: string): AttributeReader => {
    const element = root.children.find((child) => child.name === name);
    const absent: XmlElement = { ...root, attributes: new Map(), children: [] };
    return new AttributeReader(element ?? absent, file, `${root.name}/${name}`, problems);
  };
  const read = new AttributeReader(root, file, root.name, problems);
  const [sender, receiver, answers] = [reader('sender'), reader('receiver'), reader('answers')];
  const snipTypes = root.attributes.has('snipTypes') ? read.list('snipTypes') : SNIP_TYPES.split(' ');
  if (!snipTypes.every((type) => /^[1-7]$/.test(type)))
    read.problem('attribute "snipTypes" is not of 1 to 7');
  const payers = read.list('payers');
  if (payers.length === 0) read.problem('attribute "payers" names no payer profile');
  const partner: Partner = {
    id: read.pattern('id', /^[a-z0-9]+(-[a-z0-9]+)*$/, 'a folder name of small letters, digits and hyphens'),
    name: read.text('name'),
    qualifier: sender.pattern('qualifier', QUALIFIER, 'an ISA qualifier or *'),
    interchangeId: sender.pattern('interchangeId', INTERCHANGE_ID, 'at most fifteen characters or *'),
    applicationId: sender.pattern('applicationId', INTERCHANGE_ID, 'at most fifteen characters or *'),
    ourQualifier: receiver.pattern('qualifier', QUALIFIER, 'an ISA qualifier or *'),
    ourInterchangeId: receiver.pattern('interchangeId', INTERCHANGE_ID, 'at most fifteen characters or *'),
    ourApplicationId: receiver.pattern('applicationId', INTERCHANGE_ID, 'at most fifteen characters or *'),
    usage: read.oneOf('usage', ['P', 'T', '*'], 'P'),
    payers,
    severities: severitiesOf(root, file, problems),
    snipTypes: new Set(snipTypes.map(Number)),
    rejectSetOnClaimFault: read.flag('rejectSetOnClaimFault', false),
    ta1: answers.oneOf('ta1', POLICIES, 'asked'),
    functional999: answers.oneOf('functional999', POLICIES, 'always'),
    claim277: answers.oneOf('claim277', POLICIES, 'always'),
    duplicateLookBackDays: read.scaled('duplicateLookBackDays', 0, 365),
    newlineAfterSegment: read.flag('newlineAfterSegment', false),
  };
  return { partner, problems };
}

function severitiesOf(root: XmlElement, file: string, problems: string[]): ReadonlyMap<string, Severity> {
  const severities = new Map<string, Severity>();
  for (const element of root.children) {
    if (element.name !== 'severity') continue;
    const read = new AttributeReader(element, file, elementPath(root.name, element), problems);
    const finding = read.pattern('finding', /^[A-Z0-9]+(-[A-Z0-9]+)*$/, 'the code of a finding');
    if (severities.has(finding)) read.problem('the finding stands twice');
    severities.set(finding, read.oneOf('is', SEVERITIES, 'report'));
  }
  return severities;
}
