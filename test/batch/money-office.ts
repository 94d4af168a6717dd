import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { actOnMoney } from '../../src/batch/act-on-money.ts';
import type { MoneyDesk } from '../../src/batch/money-act.ts';
import { type Reconciliation, reconcile } from '../../src/batch/reconcile.ts';
import { openWorkplace, type Workplace, workplaceOptions } from '../../src/batch/workplace.ts';
import { openSqliteStore } from '../../src/store/sqlite/open-sqlite-store.ts';
import type { Store } from '../../src/store/store.ts';
import { claimsFile, type FileClaim } from './claims-file.ts';
import { type Installation, installation } from './installation.ts';
import { setsOf, type ToldRemittance } from './told-remittances.ts';

/** An installation whose days are dates: claims come in and are paid, people act, books are proved after each. */
export class MoneyOffice {
  readonly here: Installation;
  #files = 100;
  #seen = new Set<string>();
  #workplace: Workplace | undefined;

  private constructor(here: Installation) {
    this.here = here;
  }

  static async open(): Promise<MoneyOffice> {
    return new MoneyOffice(await installation());
  }

  /** Takes claims in, decides and pays, on the evening of a day written 2025-11-03. */
  async night(day: string, claims: readonly FileClaim[]): Promise<ToldRemittance[]> {
    if (claims.length > 0) {
      this.#files += 1;
      const controlNumber = String(this.#files).padStart(9, '0');
      this.here.drop('harborclear', `${this.#files}.x12`, claimsFile(claims, { controlNumber }));
    }
    const report = await this.here.run(`${day}T20:00:00-08:00`);
    expect(report.broken.map(({ message }) => message)).toEqual([]);
    await this.prove(day);
    return this.told();
  }

  async act<T>(day: string, work: (desk: MoneyDesk) => Promise<T>, name = 'test'): Promise<T> {
    const options = { settings: this.here.settings, asOf: `${day}T12:00:00-08:00`, actor: 'clerk' };
    const result = await actOnMoney(options, { act: name }, work);
    await this.prove(day);
    return result;
  }

  async prove(day: string): Promise<Reconciliation> {
    const made = await this.withStore(async (store) => {
      this.#workplace ??= openWorkplace(await workplaceOptions(this.here.settings, this.here.root, store));
      return reconcile(store, this.#workplace, day.replaceAll('-', ''));
    });
    expect(made.problems).toEqual([]);
    return made;
  }

  async withStore<T>(use: (store: Store) => Promise<T>): Promise<T> {
    const store = openSqliteStore(this.here.root.store);
    try {
      return await use(store);
    } finally {
      await store.close();
    }
  }

  /** Claim number of the latest claim under a patient control number. */
  claimNumber(patientControlNumber: string): Promise<string> {
    return this.withStore(
      async (store) => (await store.claimsByPatientControlNumber(patientControlNumber)).at(-1)!.claimNumber,
    );
  }

  files(folder: string): string[] {
    try {
      return readdirSync(join(this.here.root.outbox, folder)).sort();
    } catch {
      return [];
    }
  }

  read(folder: string, name: string): string {
    return readFileSync(join(this.here.root.outbox, folder, name), 'latin1');
  }

  /** The 835 sets that left since the last time this was asked. */
  told(): ToldRemittance[] {
    const fresh = this.files('harborclear').filter((name) => name.includes('_835_') && !this.#seen.has(name));
    for (const name of fresh) this.#seen.add(name);
    return fresh.flatMap((name) => setsOf(this.read('harborclear', name)));
  }
}
