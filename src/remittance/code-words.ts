import { readSpecXml } from '../guide/kept-xml.ts';

export type WordList = 'groups' | 'claim-statuses' | 'reasons' | 'remarks' | 'provider-adjustments';

/** What codes of an 835 mean, in a few words; '' for a code that has none. */
export interface CodeWords {
  of(list: WordList, code: string): string;
}

/**
 * `specs/codes/code-words.xml`.
 *
 * @param xml the whole file, decoded
 * @throws Fault those of `readXml`
 */
export function parseCodeWords(xml: string, fileName = 'code-words.xml'): CodeWords {
  const words = new Map<string, string>();
  for (const list of readSpecXml(xml, fileName).children) {
    for (const { attributes } of list.children) {
      words.set(`${list.name} ${attributes.get('code') ?? ''}`, attributes.get('text') ?? '');
    }
  }
  return { of: (list, code) => words.get(`${list} ${code}`) ?? '' };
}
