import type { MoneyAct } from '../store/money-store.ts';
import type { Store } from '../store/store.ts';
import { ControlNumbers, caseScope, noticeScope } from './control-numbers.ts';
import type { Instant } from './instant.ts';
import { outboxName } from './outbox-name.ts';

/** Gathers what one act on money changes; numbers are read from the store and move only with the act itself. */
export class MoneyDraft {
  readonly #numbers: ControlNumbers;
  readonly #instant: Instant;
  readonly entries: MoneyAct['entries'][number][] = [];
  readonly adjustments: MoneyAct['adjustments'][number][] = [];
  readonly corrections: MoneyAct['corrections'][number][] = [];
  readonly cases: MoneyAct['cases'][number][] = [];
  readonly events: MoneyAct['events'][number][] = [];
  readonly files: MoneyAct['files'][number][] = [];

  constructor(store: Store, instant: Instant) {
    this.#numbers = new ControlNumbers(store);
    this.#instant = instant;
  }

  get isEmpty(): boolean {
    return [this.entries, this.adjustments, this.corrections, this.cases, this.events, this.files].every(
      (list) => list.length === 0,
    );
  }

  /** `recovery-3`. */
  async nextCaseKey(kind: string): Promise<string> {
    return `${kind}-${await this.#numbers.next(caseScope(kind))}`;
  }

  /** An event of today. */
  event(key: string, act: string, reason = ''): void {
    this.events.push({ key, act, date: this.#instant.date, reason });
  }

  /** A letter, on its way through the outbox like every file. */
  async letter(profileId: string, folder: string, html: string): Promise<void> {
    const number = await this.#numbers.next(noticeScope(profileId));
    this.files.push({
      name: outboxName(folder, 'NOTICE', number, this.#instant),
      partnerId: folder,
      type: 'NOTICE',
      bytes: new TextEncoder().encode(html),
    });
  }

  /** @param books closes the batch with the act */
  act(batchId: number, asOf: string, books: string): MoneyAct {
    const { entries, adjustments, corrections, cases, events, files } = this;
    return {
      batchId,
      asOf,
      entries,
      adjustments,
      corrections,
      cases,
      events,
      files,
      counters: this.#numbers.moves(),
      books,
    };
  }
}
