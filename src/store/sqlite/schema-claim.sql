-- Claims as they were cut, what becomes of them, and what stands beside them until their answers are written.

CREATE TABLE claim (
  claim_id               INTEGER PRIMARY KEY,
  claim_number           TEXT NOT NULL UNIQUE,
  set_id                 INTEGER NOT NULL REFERENCES transaction_set,
  -- Places of the claim's bytes and of what it inherits, as JSON of [offset, length, ordinal, line] rows.
  source                 TEXT NOT NULL,
  offset_bytes           INTEGER NOT NULL,
  segment_ordinal        INTEGER NOT NULL,
  kind                   TEXT NOT NULL CHECK (kind IN ('professional', 'institutional')),
  frequency              TEXT NOT NULL,
  frequency_rank         INTEGER NOT NULL,
  is_encounter           INTEGER NOT NULL CHECK (is_encounter IN (0, 1)),
  is_test                INTEGER NOT NULL CHECK (is_test IN (0, 1)),
  profile_id             TEXT NOT NULL,
  patient_control_number TEXT NOT NULL,
  member_id              TEXT NOT NULL,
  billing_npi            TEXT NOT NULL,
  tax_id                 TEXT NOT NULL,
  payee_id               TEXT NOT NULL,
  charge_cents           INTEGER NOT NULL,
  line_count             INTEGER NOT NULL,
  service_from           TEXT NOT NULL,
  service_to             TEXT NOT NULL,
  received_date          TEXT NOT NULL,
  slice_hash             TEXT NOT NULL,
  same_service_key       TEXT NOT NULL,
  staged_as              TEXT NOT NULL CHECK (staged_as IN ('staged', 'refused'))
) STRICT;

-- What becomes of a claim once its interchange has closed. Apart from the claim, whose row never changes: every stage
-- changes the state of every claim, and a page holds two hundred of these rows and seven of those.
CREATE TABLE claim_state (
  claim_id      INTEGER PRIMARY KEY REFERENCES claim,
  profile_id    TEXT NOT NULL,
  state         TEXT NOT NULL CHECK (state IN ('accepted', 'rejected', 'pended', 'decided', 'remitted', 'replaced',
                                               'voided', 'withdrawn', 'applied', 'recorded')),
  superseded_by TEXT NOT NULL DEFAULT '',
  decided_date  TEXT NOT NULL DEFAULT ''
) STRICT;

-- The life of a claim (claim-state.ts) after intake: no other step is possible. Written out: 0.5 µs a claim, where a list of
-- pairs took 8.
CREATE TRIGGER claim_moves BEFORE UPDATE OF state ON claim_state
WHEN NEW.state <> OLD.state AND NOT CASE OLD.state
  WHEN 'accepted' THEN NEW.state = 'decided' OR NEW.state = 'pended' OR NEW.state = 'applied' OR NEW.state = 'recorded'
  WHEN 'decided' THEN NEW.state = 'remitted' OR NEW.state = 'replaced' OR NEW.state = 'voided'
  WHEN 'remitted' THEN NEW.state = 'replaced' OR NEW.state = 'voided'
  WHEN 'pended' THEN NEW.state = 'decided' OR NEW.state = 'replaced' OR NEW.state = 'withdrawn' OR NEW.state = 'applied'
  ELSE 0
END
BEGIN SELECT RAISE(ABORT, 'a claim does not move so'); END;

-- Which sets hold claims of a provider: one row for many claims, where an index of the claims would cost every one.
CREATE TABLE set_provider (
  billing_npi TEXT NOT NULL,
  tax_id      TEXT NOT NULL,
  set_id      INTEGER NOT NULL,
  PRIMARY KEY (billing_npi, set_id, tax_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX set_provider_by_tax_id ON set_provider (tax_id, set_id);
CREATE INDEX set_provider_by_set ON set_provider (set_id);

-- What the 277CA will say of the claims of one parcel, compressed; gone once the answer is committed.
CREATE TABLE staged_answer (
  first_claim_id INTEGER PRIMARY KEY,
  last_claim_id  INTEGER NOT NULL,
  set_id         INTEGER NOT NULL,
  body           BLOB NOT NULL
) STRICT;
CREATE INDEX staged_answer_by_set ON staged_answer (set_id, first_claim_id);
CREATE INDEX claim_by_set ON claim (set_id);
CREATE INDEX claim_to_decide ON claim_state (profile_id) WHERE state = 'accepted';
CREATE INDEX claim_waiting ON claim_state (profile_id) WHERE state = 'pended';
-- Bills of one stay follow one another (frequency 2, 3, 4).
CREATE INDEX claim_interim ON claim (member_id) WHERE frequency IN ('2', '3', '4');
-- Stays and what belongs to them, of the payers that link them.
CREATE INDEX claim_institutional ON claim (member_id) WHERE kind = 'institutional';
CREATE INDEX claim_by_service ON claim (same_service_key);
CREATE INDEX claim_by_patient_control_number ON claim (patient_control_number);

-- A claim with the context it was cut from; columns are named as in src/store/rows.ts.
CREATE VIEW claim_row AS
SELECT c.claim_id AS claimId, c.claim_number AS claimNumber, c.set_id AS setId, c.source AS source,
       c.offset_bytes AS offsetBytes, c.segment_ordinal AS segmentOrdinal, c.kind AS kind, c.frequency AS frequency,
       c.is_encounter AS isEncounter, c.is_test AS isTest, c.profile_id AS profileId,
       c.patient_control_number AS patientControlNumber, c.member_id AS memberId, c.billing_npi AS billingNpi,
       c.tax_id AS taxId, c.payee_id AS payeeId, c.charge_cents AS chargeCents, c.line_count AS lineCount,
       c.service_from AS serviceFrom, c.service_to AS serviceTo, c.received_date AS receivedDate,
       c.slice_hash AS sliceHash, c.same_service_key AS sameServiceKey, COALESCE(w.state, c.staged_as) AS state,
       COALESCE(w.superseded_by, '') AS supersededBy, COALESCE(w.decided_date, '') AS decidedDate,
       f.sha256 AS fileSha256, f.name AS fileName, i.delimiters AS delimiters, s.guide_id AS guideId,
       i.control_number AS interchangeControlNumber, s.group_control_number AS groupControlNumber,
       s.control_number AS setControlNumber
FROM claim c
JOIN transaction_set s ON s.set_id = c.set_id
JOIN interchange i ON i.interchange_id = s.interchange_id
JOIN file f ON f.file_id = i.file_id
LEFT JOIN claim_state w ON w.claim_id = c.claim_id;
