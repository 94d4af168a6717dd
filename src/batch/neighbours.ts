import type { Store } from '../store/store.ts';
import type { Thing } from './find.ts';

/** What stands beside a thing, one step further on the way from file to cent. */
export interface Neighbour {
  readonly relation: 'in' | 'holds' | 'answered by' | 'answers' | 'followed by' | 'paid by';
  readonly thing: Thing;
}

/** Things of one relation that are listed; the rest is counted where the thing itself is shown. */
const LISTED = 20;

export async function neighboursOf(store: Store, thing: Thing): Promise<Neighbour[]> {
  switch (thing.kind) {
    case 'file':
      return holds(await interchangesOf(store, thing.row.fileId));
    case 'interchange': {
      const { fileId, batchId, interchangeId } = thing.row;
      const sets = await store.setsOfInterchange(interchangeId);
      return [
        ...inside([await fileThing(store, fileId)]),
        ...holds(await allOf(sets.slice(0, LISTED), ({ setId }) => setThing(store, setId))),
        ...(await answersOf(store, batchId)),
      ];
    }
    case 'set':
      return inside([
        await interchangeThing(store, thing.row.interchangeId),
        await fileThing(store, thing.row.fileId),
      ]);
    case 'claim':
      return neighboursOfClaim(store, thing.row);
    case 'sent': {
      const answered = await store.interchangeOfBatch(thing.row.batchId);
      const payments = await store.paymentsOfFile(thing.row.outboxId);
      return [
        ...related('answers', answered === undefined ? [] : [{ kind: 'interchange', row: answered }]),
        ...holds(payments.slice(0, LISTED).map((row) => ({ kind: 'payment', row }))),
      ];
    }
    case 'payment':
      return inside([await sentThing(store, thing.row.outboxId)]);
  }
}

async function neighboursOfClaim(
  store: Store,
  { setId, claimId, supersededBy }: Extract<Thing, { kind: 'claim' }>['row'],
): Promise<Neighbour[]> {
  const set = await store.setById(setId);
  const next = supersededBy === '' ? undefined : await store.claimByNumber(supersededBy);
  const paymentIds = (await store.itemsOfClaim(claimId)).flatMap(({ paymentId }) => paymentId ?? []);
  const payments = await allOf([...new Set(paymentIds)], (id) => store.paymentById(id));
  const interchange = set && (await store.interchangeById(set.interchangeId));
  return [
    ...inside(
      set === undefined
        ? []
        : [
            { kind: 'set', row: set },
            await interchangeThing(store, set.interchangeId),
            await fileThing(store, set.fileId),
          ],
    ),
    ...(interchange ? (await answersOf(store, interchange.batchId)).filter(isClaimAnswer) : []),
    ...related('followed by', next === undefined ? [] : [{ kind: 'claim', row: next }]),
    ...related(
      'paid by',
      payments.map((row) => ({ kind: 'payment', row })),
    ),
  ];
}

/** Of the answers to an interchange, those that speak of single claims. */
function isClaimAnswer({ thing }: Neighbour): boolean {
  return thing.kind === 'sent' && thing.row.type === '277CA';
}

async function answersOf(store: Store, batchId: number): Promise<Neighbour[]> {
  const rows = await store.outboxOfBatch(batchId);
  return related('answered by', await allOf(rows, ({ outboxId }) => sentThing(store, outboxId)));
}

async function interchangesOf(store: Store, fileId: number): Promise<Thing[]> {
  const rows = await store.interchangesOfFile(fileId);
  return allOf(rows.slice(0, LISTED), ({ interchangeId }) => interchangeThing(store, interchangeId));
}

async function fileThing(store: Store, fileId: number): Promise<Thing | undefined> {
  const row = await store.file(fileId);
  return row && { kind: 'file', row };
}

async function interchangeThing(store: Store, interchangeId: number): Promise<Thing | undefined> {
  const row = await store.interchangeById(interchangeId);
  return row && { kind: 'interchange', row };
}

async function setThing(store: Store, setId: number): Promise<Thing | undefined> {
  const row = await store.setById(setId);
  return row && { kind: 'set', row };
}

async function sentThing(store: Store, outboxId: number): Promise<Thing | undefined> {
  const [row] = await store.outboxFound({ outboxId }, 1);
  return row && { kind: 'sent', row };
}

async function allOf<From, To>(
  from: readonly From[],
  look: (one: From) => Promise<To | undefined>,
): Promise<To[]> {
  const found: To[] = [];
  for (const one of from) {
    const to = await look(one);
    if (to !== undefined) found.push(to);
  }
  return found;
}

function related(relation: Neighbour['relation'], things: readonly (Thing | undefined)[]): Neighbour[] {
  return things.flatMap((thing) => (thing === undefined ? [] : [{ relation, thing }]));
}

const inside = (things: readonly (Thing | undefined)[]): Neighbour[] => related('in', things);
const holds = (things: readonly (Thing | undefined)[]): Neighbour[] => related('holds', things);
