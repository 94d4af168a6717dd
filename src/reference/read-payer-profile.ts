import type { XmlElement } from '../guide/xml.ts';
import { AttributeReader } from './attribute-reader.ts';
import type { PayerContact, PayerProfile } from './payer-profile.ts';
import { PAYER_SHAPE } from './payer-shape.ts';
import { readPlan } from './read-plan.ts';
import { readRule } from './read-rule.ts';
import { checkShape, elementPath } from './spec-shape.ts';

const IDENTIFIER = /^(\*|[A-Z0-9]{2,15})$/;
const CONTACT_QUALIFIERS = ['TE', 'EM', 'UR'];
const POSTAL_ITEM = /^(\d{1,5})(?:-(\d{5}))?$/;

/**
 * Compiles one file of `specs/payers/`. Problems name file, line and element, never stop at the first; the profile is
 * only to be used when there are none.
 */
export function readPayerProfile(
  root: XmlElement,
  file: string,
): { readonly profile: PayerProfile; readonly problems: readonly string[] } {
  const problems =
    root.name === 'payer' ? [] : [`${file}:${root.line} ${root.name}: the root is not "payer"`];
  problems.push(...checkShape(root, PAYER_SHAPE, file));
  const named = (name: string): readonly XmlElement[] => root.children.filter((child) => child.name === name);
  const reader = (element: XmlElement): AttributeReader =>
    new AttributeReader(element, file, elementPath(root.name, element), problems);
  const read = new AttributeReader(root, file, root.name, problems);
  const identifiers = (name: string): string[] =>
    named(name).map((element) => reader(element).pattern('value', IDENTIFIER, 'an identifier or *'));
  const contacts = named('contact').map((element) => contactOf(reader(element)));
  const technicalContacts = contacts.filter((contact) => contact.function === 'technical');
  if (technicalContacts.length === 0) read.problem('no technical contact: the 835 needs a PER*BL');
  const business = contacts.find((contact) => contact.function === 'business');
  const address = reader(named('address')[0] ?? root);
  const bank = reader(named('bank')[0] ?? root);
  const payWeekday = read.scaled('payWeekday', 0);
  if (payWeekday < 1 || payWeekday > 7) read.problem('attribute "payWeekday" is not 1 (Monday) to 7');
  const timeZone = read.text('timeZone');
  if (!isTimeZone(timeZone)) read.problem('attribute "timeZone" is not an IANA zone');
  const inPath = (element: XmlElement): string => elementPath(root.name, element);
  const profile: PayerProfile = {
    id: read.pattern('id', /^[A-Z0-9-]+$/, 'a profile id'),
    name: read.text('name'),
    payerIds: identifiers('payerId'),
    receiverIds: identifiers('receiverId'),
    taxId: read.pattern('taxId', /^\d{9}$/, 'nine digits'),
    naic: read.pattern('naic', /^(\d{5})?$/, 'five digits or empty'),
    address: {
      lines: [address.text('line1'), address.text('line2')].filter((line) => line !== ''),
      city: address.text('city'),
      state: address.pattern('state', /^[A-Z]{2}$/, 'two capital letters'),
      postalCode: address.pattern('postalCode', /^\d{5}(\d{4})?$/, 'five or nine digits'),
      country: address.text('country'),
    },
    technicalContacts: technicalContacts.map((contact) => contact.contact),
    ...(business && { businessContact: business.contact }),
    bank: {
      routing: bank.pattern('routing', /^\d{9}$/, 'nine digits'),
      account: bank.pattern('account', /^\d{1,17}$/, 'one to seventeen digits'),
    },
    payWeekday,
    timeZone,
    source: read.text('source'),
    rules: named('rule').map((element) => readRule(element, file, inPath(element), problems)),
    plans: named('plan').map((element) => readPlan(element, file, inPath(element), problems)),
    localities: localitiesOf(named('localities')[0] ?? root, file, problems),
  };
  return { profile, problems };
}

function contactOf(read: AttributeReader): { readonly function: string; readonly contact: PayerContact } {
  return {
    function: read.oneOf('function', ['technical', 'business'], 'business'),
    contact: {
      name: read.text('name'),
      qualifier: read.oneOf('qualifier', CONTACT_QUALIFIERS, 'TE'),
      number: read.text('number'),
    },
  };
}

/** Ranges become their five-digit codes, so a look-up only shortens the code it has. */
function localitiesOf(element: XmlElement, file: string, problems: string[]): ReadonlyMap<string, string> {
  const localities = new Map<string, string>();
  for (const child of element.children) {
    if (child.name !== 'locality') continue;
    const read = new AttributeReader(child, file, `payer/localities/${child.name}`, problems);
    const id = read.text('id');
    for (const item of read.list('postalCodes')) {
      const [, low = '', high = low] = POSTAL_ITEM.exec(item) ?? [];
      if (low === '' || high.length !== low.length || high < low) {
        read.problem('attribute "postalCodes" is no list of codes, prefixes and ranges');
        break;
      }
      for (let code = Number(low); code <= Number(high); code += 1) {
        const key = String(code).padStart(low.length, '0');
        if (localities.has(key)) read.problem(`postal code ${key} stands twice`);
        localities.set(key, id);
      }
    }
  }
  const defaultLocality = new AttributeReader(element, file, 'payer/localities', problems).text('default');
  const longestFirst = [...localities].sort(([left], [right]) => right.length - left.length);
  return new Map([...longestFirst, ['', defaultLocality]]);
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
