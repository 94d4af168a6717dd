import type { PayerProfile } from './payer-profile.ts';

/** Pricing locality of a postal code (five or nine digits): the longest prefix wins, else the profile's default (KP-41). */
export function localityOf(profile: PayerProfile, postalCode: string): string {
  const digits = postalCode.slice(0, 5);
  for (let length = digits.length; length >= 0; length -= 1) {
    const locality = profile.localities.get(digits.slice(0, length));
    if (locality !== undefined) return locality;
  }
  return '';
}
