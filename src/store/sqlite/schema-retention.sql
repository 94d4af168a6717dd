-- What retention has taken. These rows are all that is left of it: whoever asks later is told when it went.

CREATE TABLE retention (
  retention_id INTEGER PRIMARY KEY,
  as_of        TEXT NOT NULL UNIQUE,
  -- Open only within the one act that takes: while it is, append-only tables let rows go.
  state        TEXT NOT NULL CHECK (state IN ('open', 'done'))
) STRICT;

-- row_id: file (raw), outbox (outputs), claim (claimDetail), trace_block (traces).
CREATE TABLE gone (
  class        TEXT NOT NULL CHECK (class IN ('raw', 'outputs', 'claimDetail', 'traces')),
  row_id       INTEGER NOT NULL,
  retention_id INTEGER NOT NULL REFERENCES retention,
  PRIMARY KEY (class, row_id)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER gone_is_append_only_update BEFORE UPDATE ON gone BEGIN SELECT RAISE(ABORT, 'what is gone stays gone'); END;
CREATE TRIGGER gone_is_append_only_delete BEFORE DELETE ON gone BEGIN SELECT RAISE(ABORT, 'what is gone stays gone'); END;
CREATE TRIGGER retention_is_append_only_update BEFORE UPDATE ON retention WHEN OLD.state = 'done'
BEGIN SELECT RAISE(ABORT, 'retention is append-only'); END;
CREATE TRIGGER retention_is_append_only_delete BEFORE DELETE ON retention BEGIN SELECT RAISE(ABORT, 'retention is append-only'); END;
