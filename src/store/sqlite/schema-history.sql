-- What settlement asks of the past that stands in no row of a claim.

-- Surgeries with a global period, and what such a period may hold, of decided professional claims.
CREATE TABLE global_service (
  member_id    TEXT NOT NULL,
  payee_id     TEXT NOT NULL,
  has_package  INTEGER NOT NULL CHECK (has_package IN (0, 1)),
  day          TEXT NOT NULL,
  claim_id     INTEGER NOT NULL REFERENCES claim,
  line         INTEGER NOT NULL,
  procedure    TEXT NOT NULL,
  modifiers    TEXT NOT NULL,
  provider_npi TEXT NOT NULL,
  specialty    TEXT NOT NULL,
  package_from TEXT NOT NULL,
  package_to   TEXT NOT NULL,
  PRIMARY KEY (member_id, payee_id, has_package, day, claim_id, line)
) STRICT, WITHOUT ROWID;
