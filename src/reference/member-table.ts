import type { Coverage, Member } from './records.ts';

/** What a {@link MemberTable} is made of: shared between threads, not copied. */
export interface MemberBuffers {
  /** The members as text, one a line, in the order of the texts. */
  readonly rows: SharedArrayBuffer;
  /** Where each row begins, and the end of the last. */
  readonly starts: SharedArrayBuffer;
  readonly memberHashes: SharedArrayBuffer;
  readonly memberSlots: SharedArrayBuffer;
  /** How many dependents, then their rows as they were imported: one family after the other. */
  readonly families: SharedArrayBuffer;
  readonly familyHashes: SharedArrayBuffer;
  readonly familySlots: SharedArrayBuffer;
}

const EMPTY = -1;
const NOBODY: readonly Member[] = Object.freeze([]);
/** Members read last: the claims of a family, and what is asked of a claim, come one after the other. */
const REMEMBERED = 2048;

/**
 * A hundred thousand members as bytes with two indexes, a quarter of their memory as objects, once for all threads and
 * nothing for a collector to visit. A member becomes an object when it is asked for.
 */
export class MemberTable {
  readonly buffers: MemberBuffers;
  readonly #rows: Buffer;
  readonly #starts: Int32Array;
  readonly #memberHashes: Int32Array;
  readonly #memberSlots: Int32Array;
  readonly #families: Int32Array;
  readonly #familyHashes: Int32Array;
  readonly #familySlots: Int32Array;
  readonly #known = new Map<number, Member>();

  constructor(buffers: MemberBuffers) {
    this.buffers = buffers;
    this.#rows = Buffer.from(buffers.rows);
    this.#starts = new Int32Array(buffers.starts);
    this.#memberHashes = new Int32Array(buffers.memberHashes);
    this.#memberSlots = new Int32Array(buffers.memberSlots);
    this.#families = new Int32Array(buffers.families);
    this.#familyHashes = new Int32Array(buffers.familyHashes);
    this.#familySlots = new Int32Array(buffers.familySlots);
  }

  static of(members: readonly Member[]): MemberTable {
    const texts = members.map(textOf);
    const order = Int32Array.from(texts.keys()).sort((left, right) =>
      texts[left]! < texts[right]! ? -1 : texts[left]! > texts[right]! ? 1 : 0,
    );
    const bytes = Buffer.from(Array.from(order, (at) => `${texts[at]}\n`).join(''), 'utf8');
    const starts: number[] = [0];
    for (let at = bytes.indexOf(LINE_FEED); at !== -1; at = bytes.indexOf(LINE_FEED, at + 1))
      starts.push(at + 1);
    const rowOf = new Int32Array(members.length);
    order.forEach((at, row) => {
      rowOf[at] = row;
    });
    const { families, familyHashes, familyStarts } = familiesOf(members, rowOf);
    const memberHashes = Int32Array.from(order, (at) => hashOf(members[at]!.memberId));
    return new MemberTable({
      rows: shared(bytes),
      starts: sharedIntegers(starts),
      memberHashes: sharedIntegers(memberHashes),
      memberSlots: sharedIntegers(slotsOf(memberHashes, Int32Array.from(memberHashes.keys()))),
      families: sharedIntegers(families),
      familyHashes: sharedIntegers(familyHashes),
      familySlots: sharedIntegers(slotsOf(familyHashes, Int32Array.from(familyStarts))),
    });
  }

  get size(): number {
    return this.#starts.length - 1;
  }

  /** Every row with its line feed, in order: what a digest is made of. */
  get bytes(): Uint8Array {
    return this.#rows;
  }

  /** By its id as it is kept (KP-03). */
  get(memberId: string): Member | undefined {
    const hash = hashOf(memberId);
    const slots = this.#memberSlots;
    const mask = slots.length - 1;
    for (let slot = hash & mask; slots[slot] !== EMPTY; slot = (slot + 1) & mask) {
      const row = slots[slot]!;
      if (this.#memberHashes[row] !== hash) continue;
      const member = this.#member(row);
      if (member.memberId === memberId) return member;
    }
    return undefined;
  }

  /** In the order of their import; the subscriber is none of them. */
  dependentsOf(subscriberId: string): readonly Member[] {
    const hash = hashOf(subscriberId);
    const slots = this.#familySlots;
    const families = this.#families;
    const mask = slots.length - 1;
    for (let slot = hash & mask; slots[slot] !== EMPTY; slot = (slot + 1) & mask) {
      const start = slots[slot]!;
      const count = families[start]!;
      if (this.#familyHashes[start] !== hash) continue;
      if (this.#member(families[start + 1]!).subscriberId !== subscriberId) continue;
      return Array.from({ length: count }, (_, index) => this.#member(families[start + 1 + index]!));
    }
    return NOBODY;
  }

  #member(row: number): Member {
    const known = this.#known.get(row);
    if (known !== undefined) return known;
    const member = memberOf(this.#rows.toString('utf8', this.#starts[row], this.#starts[row + 1]! - 1));
    if (this.#known.size >= REMEMBERED) this.#known.clear();
    this.#known.set(row, member);
    return member;
  }
}

const LINE_FEED = 0x0a;

type CoverageRow = readonly [string, string, string, Coverage['lineOfBusiness'], string];
type MemberRow = readonly [string, string, string, string, string, string, string, string, CoverageRow[]];

function textOf(member: Member): string {
  const { memberId, subscriberId, lastName, firstName, middleName, suffix, birthDate, gender } = member;
  const coverages = member.coverages.map(
    ({ from, to, planId, lineOfBusiness, employerGroup }): CoverageRow => [
      from,
      to,
      planId,
      lineOfBusiness,
      employerGroup,
    ],
  );
  const row: MemberRow = [
    memberId,
    subscriberId,
    lastName,
    firstName,
    middleName,
    suffix,
    birthDate,
    gender,
    coverages,
  ];
  return JSON.stringify(row);
}

function memberOf(text: string): Member {
  const row = JSON.parse(text) as MemberRow;
  const [memberId, subscriberId, lastName, firstName, middleName, suffix, birthDate, gender, rows] = row;
  const coverages = rows.map(([from, to, planId, lineOfBusiness, employerGroup]) => ({
    from,
    to,
    planId,
    lineOfBusiness,
    employerGroup,
  }));
  return { memberId, subscriberId, lastName, firstName, middleName, suffix, birthDate, gender, coverages };
}

/** Dependents by subscriber; the hash of a family stands where its count does. */
function familiesOf(members: readonly Member[], rowOf: Int32Array) {
  const bySubscriber = new Map<string, number[]>();
  members.forEach(({ memberId, subscriberId }, at) => {
    if (memberId === subscriberId) return;
    const family = bySubscriber.get(subscriberId);
    if (family === undefined) bySubscriber.set(subscriberId, [rowOf[at]!]);
    else family.push(rowOf[at]!);
  });
  const families: number[] = [];
  const familyHashes: number[] = [];
  const familyStarts: number[] = [];
  for (const [subscriberId, rows] of bySubscriber) {
    familyStarts.push(families.length);
    families.push(rows.length, ...rows);
    familyHashes.push(hashOf(subscriberId), ...rows.map(() => 0));
  }
  return { families, familyHashes, familyStarts };
}

/** Open-addressed: each slot holds an index whose hash stands in `hashes`. */
function slotsOf(hashes: ArrayLike<number>, indexes: Int32Array): Int32Array {
  let size = 16;
  while (size < indexes.length * 2) size *= 2;
  const slots = new Int32Array(size).fill(EMPTY);
  for (const index of indexes) {
    let slot = hashes[index]! & (size - 1);
    while (slots[slot] !== EMPTY) slot = (slot + 1) & (size - 1);
    slots[slot] = index;
  }
  return slots;
}

/** FNV-1a over the code units. */
function hashOf(id: string): number {
  let hash = 0x811c_9dc5;
  for (let index = 0; index < id.length; index += 1)
    hash = Math.imul(hash ^ id.charCodeAt(index), 0x0100_0193);
  return hash | 0;
}

function shared(bytes: Uint8Array): SharedArrayBuffer {
  const buffer = new SharedArrayBuffer(bytes.length);
  new Uint8Array(buffer).set(bytes);
  return buffer;
}

function sharedIntegers(values: ArrayLike<number>): SharedArrayBuffer {
  const buffer = new SharedArrayBuffer(values.length * 4);
  new Int32Array(buffer).set(values);
  return buffer;
}
