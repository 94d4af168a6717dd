-- Money beside claims: what schema.sql begins, for the matters of the ledger that need time or a person.

-- PLB pairs that wait for a remittance or stand on one: recoveries, refunds, program payments, payments issued again.
CREATE TABLE provider_adjustment (
  adjustment_id INTEGER PRIMARY KEY,
  key           TEXT NOT NULL UNIQUE,
  batch_id      INTEGER NOT NULL REFERENCES batch,
  profile_id    TEXT NOT NULL,
  payee_id      TEXT NOT NULL,
  fund          TEXT NOT NULL,
  code          TEXT NOT NULL CHECK (code <> 'FB'),
  reference     TEXT NOT NULL,
  amount_cents  INTEGER NOT NULL CHECK (amount_cents <> 0),
  payment_id    INTEGER REFERENCES payment
) STRICT;
CREATE INDEX provider_adjustment_waiting ON provider_adjustment (profile_id, payee_id, fund, adjustment_id)
  WHERE payment_id IS NULL;

-- Money matters that take time or need a person: facts that never change, and dated acts that follow one another.
CREATE TABLE money_case (
  case_id      INTEGER PRIMARY KEY,
  key          TEXT NOT NULL UNIQUE,
  kind         TEXT NOT NULL CHECK (kind IN ('recovery', 'refund', 'refund-demand', 'reconsideration', 'hold', 'payment')),
  profile_id   TEXT NOT NULL,
  payee_id     TEXT NOT NULL,
  fund         TEXT NOT NULL,
  claim_number TEXT NOT NULL,
  trace_number TEXT NOT NULL,
  amount_cents INTEGER NOT NULL,
  -- JSON, by kind.
  details      TEXT NOT NULL
) STRICT;
CREATE INDEX money_case_by_kind ON money_case (kind, profile_id);

CREATE TABLE money_case_event (
  case_id INTEGER NOT NULL REFERENCES money_case,
  ordinal INTEGER NOT NULL,
  act     TEXT NOT NULL,
  -- CCYYMMDD in the payer's zone.
  date    TEXT NOT NULL,
  as_of   TEXT NOT NULL,
  reason  TEXT NOT NULL,
  PRIMARY KEY (case_id, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER money_case_is_append_only_update BEFORE UPDATE ON money_case BEGIN SELECT RAISE(ABORT, 'cases are append-only'); END;
CREATE TRIGGER money_case_is_append_only_delete BEFORE DELETE ON money_case BEGIN SELECT RAISE(ABORT, 'cases are append-only'); END;
CREATE TRIGGER money_case_event_is_append_only_update BEFORE UPDATE ON money_case_event BEGIN SELECT RAISE(ABORT, 'cases are append-only'); END;
CREATE TRIGGER money_case_event_is_append_only_delete BEFORE DELETE ON money_case_event BEGIN SELECT RAISE(ABORT, 'cases are append-only'); END;

-- What every account held after the last entry of a payment run: postings must still add up to it later.
CREATE TABLE balance_checkpoint (
  batch_id      INTEGER NOT NULL REFERENCES batch,
  last_entry_id INTEGER NOT NULL,
  account_id    INTEGER NOT NULL REFERENCES ledger_account,
  balance_cents INTEGER NOT NULL,
  PRIMARY KEY (batch_id, account_id)
) STRICT, WITHOUT ROWID;
