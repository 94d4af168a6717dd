import type { PayerProfile } from './payer-profile.ts';

/** Postal codes of providers come again with every claim: so many are remembered. */
const KEPT_LOCALITIES = 1024;
const localitiesOfProfile = new WeakMap<PayerProfile, Map<string, string>>();

/** Pricing locality of a postal code (five or nine digits): the longest prefix wins, else the profile's default (KP-41). */
export function localityOf(profile: PayerProfile, postalCode: string): string {
  const digits = postalCode.slice(0, 5);
  let known = localitiesOfProfile.get(profile);
  if (known === undefined) localitiesOfProfile.set(profile, (known = new Map()));
  let locality = known.get(digits);
  if (locality === undefined) {
    locality = longestPrefix(profile, digits);
    if (known.size >= KEPT_LOCALITIES) known.clear();
    known.set(digits, locality);
  }
  return locality;
}

function longestPrefix(profile: PayerProfile, digits: string): string {
  for (let length = digits.length; length >= 0; length -= 1) {
    const locality = profile.localities.get(digits.slice(0, length));
    if (locality !== undefined) return locality;
  }
  return '';
}
