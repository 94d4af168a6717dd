import type { Store } from '../../src/store/store.ts';

/** An 835 set in words: BPR02 and BPR04, CLP01, 02 and 04 of each claim, PLB pairs. */
export interface ToldRemittance {
  readonly paid: string;
  readonly claims: readonly string[];
  readonly plb: readonly string[];
}

/** Every remittance so far, oldest first. */
export async function toldRemittances(store: Store): Promise<ToldRemittance[]> {
  const told: ToldRemittance[] = [];
  for (const row of await store.outboxAll()) {
    if (row.type !== '835') continue;
    told.push(...setsOf(Buffer.from(await store.outboxFile(row.outboxId)).toString('latin1')));
  }
  return told;
}

export function setsOf(text: string): ToldRemittance[] {
  return text
    .split('ST*835')
    .slice(1)
    .map((set) => {
      const segments = set.split(/~\s*/).map((segment) => segment.split('*'));
      const of = (id: string) => segments.filter((elements) => elements[0] === id);
      const [bpr] = of('BPR');
      return {
        paid: `${bpr![2]} ${bpr![4]}`,
        claims: of('CLP').map((clp) => `${clp[1]} ${clp[2]} ${clp[4]}`),
        plb: of('PLB').flatMap((elements) => {
          const pairs: string[] = [];
          for (let at = 3; at < elements.length; at += 2) pairs.push(`${elements[at]} ${elements[at + 1]}`);
          return pairs;
        }),
      };
    });
}
