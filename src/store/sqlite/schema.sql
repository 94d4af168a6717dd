-- The store of one data root. Everything here can be rebuilt from archive/ (DESIGN decision 2).
-- Amounts are integer cents; dates are CCYYMMDD; instants are ISO 8601 with a zone.

CREATE TABLE run (
  run_id          INTEGER PRIMARY KEY,
  as_of           TEXT NOT NULL,
  business_date   TEXT NOT NULL,
  snapshot_digest TEXT NOT NULL,
  finished        INTEGER NOT NULL DEFAULT 0 CHECK (finished IN (0, 1)),
  exit_code       INTEGER
) STRICT;

-- A batch is what stops as a whole when its books do not close (DESIGN decision 1):
-- one interchange (intake), one payer's claims of a run (adjudicate), one payer's payment run (pay), and one act of a
-- person or of the calendar on money (act).
-- Only what belongs to a closed batch is published.
CREATE TABLE batch (
  batch_id INTEGER PRIMARY KEY,
  run_id   INTEGER NOT NULL REFERENCES run,
  stage    TEXT NOT NULL CHECK (stage IN ('intake', 'adjudicate', 'pay', 'act')),
  subject  TEXT NOT NULL,
  state    TEXT NOT NULL CHECK (state IN ('open', 'closed', 'broken')),
  books    TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX batch_by_state ON batch (state, stage);

-- One counter per scope: ISA13 and GS06 per partner, trace numbers per payer, claim sequence per received date.
CREATE TABLE counter (
  scope TEXT PRIMARY KEY,
  value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE reference_import (
  import_id INTEGER PRIMARY KEY,
  kind      TEXT NOT NULL,
  name      TEXT NOT NULL,
  sha256    TEXT NOT NULL,
  effective TEXT NOT NULL,
  as_of     TEXT NOT NULL,
  UNIQUE (kind, sha256, effective)
) STRICT;

CREATE TABLE file (
  file_id       INTEGER PRIMARY KEY,
  sha256        TEXT NOT NULL UNIQUE,
  name          TEXT NOT NULL,
  partner_id    TEXT NOT NULL,
  size_bytes    INTEGER NOT NULL,
  received_date TEXT NOT NULL,
  run_id        INTEGER NOT NULL REFERENCES run,
  state         TEXT NOT NULL CHECK (state IN ('taken', 'read', 'quarantined')),
  reason        TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX file_unread ON file (state) WHERE state = 'taken';

-- First look at an upload that is not whole yet: max_wait runs from here.
CREATE TABLE held_file (
  partner_id TEXT NOT NULL,
  name       TEXT NOT NULL,
  first_seen TEXT NOT NULL,
  PRIMARY KEY (partner_id, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE interchange (
  interchange_id INTEGER PRIMARY KEY,
  batch_id       INTEGER NOT NULL REFERENCES batch,
  file_id        INTEGER NOT NULL REFERENCES file,
  ordinal        INTEGER NOT NULL,
  partner_id     TEXT NOT NULL,
  control_number TEXT NOT NULL,
  sender_key     TEXT NOT NULL,
  usage          TEXT NOT NULL,
  offset_bytes   INTEGER NOT NULL,
  length_bytes   INTEGER NOT NULL DEFAULT 0,
  delimiters     TEXT NOT NULL,
  state          TEXT NOT NULL CHECK (state IN ('open', 'closed')),
  fate           TEXT NOT NULL DEFAULT '',
  note           TEXT NOT NULL DEFAULT '',
  received_date  TEXT NOT NULL,
  UNIQUE (file_id, ordinal)
) STRICT;
CREATE INDEX interchange_by_sender ON interchange (sender_key, control_number);
CREATE INDEX interchange_by_batch ON interchange (batch_id);
CREATE INDEX interchange_open ON interchange (interchange_id) WHERE state = 'open';

CREATE TABLE transaction_set (
  set_id               INTEGER PRIMARY KEY,
  interchange_id       INTEGER NOT NULL REFERENCES interchange,
  group_control_number TEXT NOT NULL,
  control_number       TEXT NOT NULL,
  guide_id             TEXT NOT NULL,
  batch_reference      TEXT NOT NULL DEFAULT '',
  fate                 TEXT NOT NULL DEFAULT '',
  claims_seen          INTEGER NOT NULL DEFAULT 0,
  charge_seen_cents    INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX transaction_set_by_interchange ON transaction_set (interchange_id);

CREATE TABLE finding (
  finding_id     INTEGER PRIMARY KEY,
  interchange_id INTEGER NOT NULL REFERENCES interchange,
  set_id         INTEGER,
  claim_number   TEXT,
  code           TEXT NOT NULL,
  severity       TEXT NOT NULL,
  snip           INTEGER NOT NULL,
  level          TEXT NOT NULL,
  place          TEXT NOT NULL
) STRICT;
CREATE INDEX finding_by_interchange ON finding (interchange_id);

CREATE TABLE trace_block (
  trace_block_id INTEGER PRIMARY KEY,
  body           BLOB NOT NULL
) STRICT;

-- What decisions say, as rows of values without their names (outcome-packing.ts), compressed many together in the order
-- in which payments read them: by payee and fund.
CREATE TABLE outcome_block (
  outcome_block_id INTEGER PRIMARY KEY,
  body             BLOB NOT NULL
) STRICT;

-- As of when: as its batch's run.
CREATE TABLE decision (
  decision_id               INTEGER PRIMARY KEY,
  claim_id                  INTEGER NOT NULL REFERENCES claim,
  version                   INTEGER NOT NULL,
  batch_id                  INTEGER NOT NULL REFERENCES batch,
  act                       TEXT NOT NULL CHECK (act IN ('decide', 'replace', 'void', 'record', 'correct')),
  status                    TEXT NOT NULL CHECK (status IN ('paid', 'denied', 'pended', 'voided', 'recorded')),
  charge_cents              INTEGER NOT NULL,
  allowed_cents             INTEGER NOT NULL,
  paid_cents                INTEGER NOT NULL,
  patient_responsibility_cents INTEGER NOT NULL,
  outcome_block_id          INTEGER NOT NULL,
  outcome_index             INTEGER NOT NULL,
  -- The traces of one act stand together in a block, too.
  trace_block_id            INTEGER NOT NULL,
  trace_index               INTEGER NOT NULL,
  -- The steps of pricing, as the thread that priced a parcel packed them; NULL: they stand in the trace itself.
  priced_block_id           INTEGER,
  priced_index              INTEGER,
  UNIQUE (claim_id, version)
) STRICT;
CREATE INDEX decision_by_batch ON decision (batch_id);

-- What a licensed person decided on a claim that waits (BX-01). A later row on the same rule holds; none is changed.
CREATE TABLE review (
  review_id  INTEGER PRIMARY KEY,
  claim_id   INTEGER NOT NULL REFERENCES claim,
  rule       TEXT NOT NULL,
  decision   TEXT NOT NULL CHECK (decision IN ('approve', 'deny')),
  reviewer   TEXT NOT NULL CHECK (reviewer <> ''),
  licence    TEXT NOT NULL CHECK (licence <> ''),
  criterion  TEXT NOT NULL CHECK (criterion <> ''),
  decided_on TEXT NOT NULL,
  as_of      TEXT NOT NULL
) STRICT;
CREATE INDEX review_by_claim ON review (claim_id, rule);
CREATE TRIGGER review_is_append_only_update BEFORE UPDATE ON review BEGIN SELECT RAISE(ABORT, 'reviews are append-only'); END;
CREATE TRIGGER review_is_append_only_delete BEFORE DELETE ON review
WHEN NOT EXISTS (SELECT 1 FROM retention WHERE state = 'open')
BEGIN SELECT RAISE(ABORT, 'reviews are append-only'); END;

CREATE TABLE accumulator (
  holder              TEXT NOT NULL,
  scope               TEXT NOT NULL CHECK (scope IN ('individual', 'family')),
  plan_id             TEXT NOT NULL,
  year                TEXT NOT NULL,
  deductible_cents    INTEGER NOT NULL,
  out_of_pocket_cents INTEGER NOT NULL,
  PRIMARY KEY (holder, scope, plan_id, year)
) STRICT, WITHOUT ROWID;

-- Only of categories that a plan limits to so many visits a year.
CREATE TABLE visit_accumulator (
  holder   TEXT NOT NULL,
  plan_id  TEXT NOT NULL,
  category TEXT NOT NULL,
  year     TEXT NOT NULL,
  visits   INTEGER NOT NULL,
  PRIMARY KEY (holder, plan_id, category, year)
) STRICT, WITHOUT ROWID;

CREATE TABLE ledger_account (
  account_id INTEGER PRIMARY KEY,
  kind       TEXT NOT NULL,
  payee_id   TEXT NOT NULL,
  fund       TEXT NOT NULL,
  UNIQUE (kind, payee_id, fund)
) STRICT;

-- What a decision costs stands under the decision itself, one entry for each: its key (claim/version/decide), its instant
-- and its input are the decision's. Any other entry has a key and the hash of its input.
CREATE TABLE ledger_entry (
  entry_id    INTEGER PRIMARY KEY,
  decision_id INTEGER UNIQUE REFERENCES decision,
  key         TEXT,
  input_hash  TEXT,
  as_of       TEXT,
  text        TEXT,
  CHECK (CASE WHEN decision_id IS NULL
              THEN key IS NOT NULL AND input_hash IS NOT NULL AND as_of IS NOT NULL AND text IS NOT NULL
              ELSE key IS NULL AND input_hash IS NULL AND as_of IS NULL AND text IS NULL END)
) STRICT;

CREATE UNIQUE INDEX ledger_entry_by_key ON ledger_entry (key) WHERE key IS NOT NULL;

-- Both sides stand in one row, so an entry cannot fail to sum to zero.
CREATE TABLE posting (
  entry_id          INTEGER NOT NULL REFERENCES ledger_entry,
  ordinal           INTEGER NOT NULL,
  debit_account_id  INTEGER NOT NULL REFERENCES ledger_account,
  credit_account_id INTEGER NOT NULL REFERENCES ledger_account,
  amount_cents      INTEGER NOT NULL CHECK (amount_cents > 0),
  PRIMARY KEY (entry_id, ordinal),
  CHECK (debit_account_id <> credit_account_id)
) STRICT, WITHOUT ROWID;
-- No index by account: balances are asked for all at once, from the last checkpoint on.

CREATE TRIGGER ledger_account_is_append_only_update BEFORE UPDATE ON ledger_account BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER ledger_account_is_append_only_delete BEFORE DELETE ON ledger_account BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER ledger_entry_is_append_only_update BEFORE UPDATE ON ledger_entry BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER ledger_entry_is_append_only_delete BEFORE DELETE ON ledger_entry BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
-- REPLACE deletes without firing a delete trigger, unless the connection asks for recursive triggers.
CREATE TRIGGER posting_is_append_only_insert BEFORE INSERT ON posting
WHEN EXISTS (SELECT 1 FROM posting WHERE entry_id = NEW.entry_id AND ordinal = NEW.ordinal)
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER posting_is_append_only_update BEFORE UPDATE ON posting BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER posting_is_append_only_delete BEFORE DELETE ON posting BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

-- Positive: we owe the account; negative: it owes us. What the last checkpoint kept and the postings since: summing all of
-- them took longer with every night. A payment run proves the checkpoint from the one before, `reconcile` from the first posting.
CREATE VIEW account_balance AS
WITH last AS (SELECT batch_id, last_entry_id FROM balance_checkpoint ORDER BY batch_id DESC LIMIT 1),
     since AS (
       SELECT debit_account_id, credit_account_id, amount_cents FROM posting
       WHERE entry_id > COALESCE((SELECT last_entry_id FROM last), 0)
     ),
     side AS (
       SELECT account_id, balance_cents AS amount_cents
       FROM balance_checkpoint WHERE batch_id = (SELECT batch_id FROM last)
       UNION ALL
       SELECT credit_account_id, amount_cents FROM since
       UNION ALL
       SELECT debit_account_id, -amount_cents FROM since
     ),
     sums AS (SELECT account_id, SUM(amount_cents) AS amount_cents FROM side GROUP BY account_id)
SELECT a.account_id, a.kind, a.payee_id, a.fund, COALESCE(s.amount_cents, 0) AS balance_cents
FROM ledger_account a LEFT JOIN sums s ON s.account_id = a.account_id;

CREATE TABLE outbox (
  outbox_id  INTEGER PRIMARY KEY,
  batch_id   INTEGER NOT NULL REFERENCES batch,
  name       TEXT NOT NULL UNIQUE,
  partner_id TEXT NOT NULL,
  type       TEXT NOT NULL CHECK (type IN ('TA1', '999', '277CA', '277', '835', 'REGISTER', 'NOTICE')),
  sha256     TEXT NOT NULL,
  size_bytes INTEGER NOT NULL,
  -- ISA13 and GS06 of what is an interchange: a partner's TA1 and 999 name them. 0 where there is none.
  isa13      INTEGER NOT NULL,
  gs06       INTEGER NOT NULL,
  -- Compressed (zstd): each change of state rewrites the row.
  bytes      BLOB NOT NULL,
  state      TEXT NOT NULL CHECK (state IN ('committed', 'ready', 'published'))
) STRICT;
CREATE INDEX outbox_unpublished ON outbox (state) WHERE state <> 'published';
CREATE INDEX outbox_by_batch ON outbox (batch_id);
CREATE INDEX outbox_by_group ON outbox (gs06, partner_id) WHERE gs06 > 0;
CREATE INDEX outbox_by_interchange ON outbox (isa13, partner_id) WHERE isa13 > 0;
CREATE INDEX outbox_by_sha256 ON outbox (sha256);

-- What a partner's TA1 or 999 said of a file of ours: a row for each set (999), or one for the whole (TA1, AK9).
CREATE TABLE received_answer (
  answer_id            INTEGER PRIMARY KEY,
  -- In which it came.
  interchange_id       INTEGER NOT NULL REFERENCES interchange,
  type                 TEXT NOT NULL CHECK (type IN ('TA1', '999')),
  -- Absent where nothing was sent to that partner under these numbers.
  outbox_id            INTEGER REFERENCES outbox,
  -- ISA13 for a TA1, GS06 for a 999.
  control_number       TEXT NOT NULL,
  -- '' for the whole.
  set_control_number   TEXT NOT NULL,
  result               TEXT NOT NULL CHECK (result IN ('accepted', 'accepted with errors', 'rejected')),
  -- TA105, IK502 and AK905 codes, and the segments they are about: no values.
  reasons              TEXT NOT NULL
) STRICT;
CREATE INDEX received_answer_by_outbox ON received_answer (outbox_id);
CREATE INDEX received_answer_open ON received_answer (result) WHERE result = 'rejected';

-- What a person did about a refusal.
CREATE TABLE received_answer_resolution (
  answer_id INTEGER PRIMARY KEY REFERENCES received_answer,
  actor     TEXT NOT NULL,
  reason    TEXT NOT NULL CHECK (reason <> ''),
  as_of     TEXT NOT NULL
) STRICT;

CREATE TABLE payment (
  payment_id           INTEGER PRIMARY KEY,
  batch_id             INTEGER NOT NULL REFERENCES batch,
  outbox_id            INTEGER NOT NULL REFERENCES outbox,
  profile_id           TEXT NOT NULL,
  payee_id             TEXT NOT NULL,
  -- As on the day of payment: what the check is made out to.
  payee_name           TEXT NOT NULL,
  fund                 TEXT NOT NULL,
  trace_number         TEXT NOT NULL UNIQUE,
  method               TEXT NOT NULL CHECK (method IN ('ACH', 'CHK', 'NON')),
  payment_date         TEXT NOT NULL,
  claims_cents         INTEGER NOT NULL,
  -- Σ of the PLB amounts but FB and L6: positive is taken from the payment.
  adjustment_cents     INTEGER NOT NULL,
  -- Net prompt-pay interest: −PLB L6.
  interest_cents       INTEGER NOT NULL,
  paid_cents           INTEGER NOT NULL CHECK (paid_cents >= 0),
  forward_in_cents     INTEGER NOT NULL CHECK (forward_in_cents >= 0),
  forward_in_trace     TEXT NOT NULL,
  forward_out_cents    INTEGER NOT NULL CHECK (forward_out_cents >= 0),
  claim_count          INTEGER NOT NULL,
  CHECK (claims_cents - adjustment_cents + interest_cents - forward_in_cents + forward_out_cents = paid_cents)
) STRICT;
CREATE INDEX payment_by_payee ON payment (payee_id, fund);
CREATE INDEX payment_by_batch ON payment (batch_id);
-- A forwarded balance is taken in once.
CREATE UNIQUE INDEX payment_by_forward ON payment (forward_in_trace) WHERE forward_in_cents > 0;

-- Whom remittances go to, from which fund: what waits is found and told apart by it.
CREATE TABLE payee_fund (
  payee_fund_id INTEGER PRIMARY KEY,
  profile_id    TEXT NOT NULL,
  payee_id      TEXT NOT NULL,
  fund          TEXT NOT NULL,
  UNIQUE (profile_id, payee_id, fund)
) STRICT;

CREATE TABLE remittance_item (
  item_id      INTEGER PRIMARY KEY,
  -- The batch that put it here: a reversal's decision belongs to an older one. It waits once this batch is closed.
  -- No reference to batch or claim: an index that only serves to forbid what never happens costs every decision.
  batch_id     INTEGER NOT NULL,
  decision_id  INTEGER NOT NULL,
  claim_id     INTEGER NOT NULL,
  act          TEXT NOT NULL CHECK (act IN ('payment', 'reversal')),
  -- 0 provider, 1 member, 2 and 3 the same of a second plan (decision-parts.ts).
  part         INTEGER NOT NULL CHECK (part BETWEEN 0 AND 3),
  payee_fund_id INTEGER NOT NULL REFERENCES payee_fund,
  amount_cents INTEGER NOT NULL,
  -- Where its decision says what it says: a payment run reads nothing else of decisions.
  outcome_block_id INTEGER NOT NULL,
  outcome_index    INTEGER NOT NULL,
  payment_id   INTEGER,
  -- Prompt-pay interest it carried, and what that was computed from (cents × days): a correction starts from them.
  interest_cents     INTEGER NOT NULL DEFAULT 0,
  interest_cent_days INTEGER NOT NULL DEFAULT 0,
  -- Rows come in the order of decisions: an index that began with the claim was written all over. The items of a claim
  -- are those of its decisions.
  UNIQUE (decision_id, act, part)
) STRICT;
CREATE INDEX remittance_item_waiting ON remittance_item (payee_fund_id, item_id) WHERE payment_id IS NULL;
