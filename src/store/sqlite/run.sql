-- name: insertRun
INSERT INTO run (as_of, business_date, snapshot_digest) VALUES (@asOf, @businessDate, @snapshotDigest);

-- name: finishRun
UPDATE run SET finished = 1, exit_code = @exitCode WHERE run_id = @runId;

-- name: runById
SELECT run_id AS runId, as_of AS asOf, business_date AS businessDate, snapshot_digest AS snapshotDigest,
       finished AS finished, exit_code AS exitCode
FROM run WHERE run_id = ?;

-- name: lastRun
SELECT run_id AS runId, as_of AS asOf, business_date AS businessDate, snapshot_digest AS snapshotDigest,
       finished AS finished, exit_code AS exitCode
FROM run ORDER BY run_id DESC LIMIT 1;

-- name: lastFinishedAsOf
SELECT as_of FROM run WHERE finished = 1 ORDER BY run_id DESC LIMIT 1;

-- name: unfinishedRuns
SELECT run_id AS runId, as_of AS asOf, business_date AS businessDate, snapshot_digest AS snapshotDigest,
       finished AS finished, exit_code AS exitCode
FROM run WHERE finished = 0 ORDER BY run_id DESC;

-- name: insertBatch
INSERT INTO batch (run_id, stage, subject, state) VALUES (?, ?, ?, 'open');

-- name: openBatchOf
SELECT batch_id AS batchId, run_id AS runId, stage AS stage, subject AS subject, state AS state, books AS books
FROM batch WHERE stage = ? AND subject = ? AND state = 'open' ORDER BY batch_id LIMIT 1;

-- name: closeBatch
UPDATE batch SET state = 'closed', books = @books WHERE batch_id = @batchId AND state = 'open';

-- name: breakBatch
UPDATE batch SET state = 'broken', books = @books WHERE batch_id = @batchId AND state IN ('open', 'broken');

-- name: batches
SELECT batch_id AS batchId, run_id AS runId, stage AS stage, subject AS subject, state AS state, books AS books
FROM batch
WHERE (@batchId IS NULL OR batch_id = @batchId)
  AND (@runId IS NULL OR run_id = @runId)
  AND (@stage IS NULL OR stage = @stage)
  AND (@state IS NULL OR state = @state)
ORDER BY batch_id;

-- name: counter
SELECT value FROM counter WHERE scope = ?;

-- name: setCounter
INSERT INTO counter (scope, value) VALUES (@scope, @to) ON CONFLICT (scope) DO UPDATE SET value = excluded.value;
