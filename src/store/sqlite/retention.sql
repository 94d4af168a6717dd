-- name: begin
INSERT INTO retention (as_of, state) VALUES (?, 'open') ON CONFLICT (as_of) DO NOTHING;

-- name: end
UPDATE retention SET state = 'done' WHERE retention_id = ?;

-- name: mark
INSERT INTO gone (class, row_id, retention_id) VALUES (?, ?, ?) ON CONFLICT (class, row_id) DO NOTHING;

-- name: goneClaimNumbers
SELECT c.claim_number FROM gone g JOIN claim c ON c.claim_id = g.row_id WHERE g.class = 'claimDetail';

-- name: goneRows
SELECT g.row_id AS rowId, r.as_of AS asOf FROM gone g JOIN retention r ON r.retention_id = g.retention_id
WHERE g.class = ?;

-- name: goneOutput
SELECT r.as_of FROM gone g JOIN retention r ON r.retention_id = g.retention_id
WHERE g.class = 'outputs' AND g.row_id = ?;

-- A remittance whose balance no later one has taken is not over.
-- name: oldOutputs
SELECT o.outbox_id AS outboxId, o.name AS name, o.partner_id AS partnerId, o.size_bytes AS sizeBytes
FROM outbox o
JOIN batch b ON b.batch_id = o.batch_id
JOIN run r ON r.run_id = b.run_id
WHERE o.state = 'published' AND r.business_date < @before
  AND NOT EXISTS (SELECT 1 FROM gone g WHERE g.class = 'outputs' AND g.row_id = o.outbox_id)
  AND NOT EXISTS (
    SELECT 1 FROM payment p
    WHERE p.batch_id = o.batch_id AND p.outbox_id = o.outbox_id AND p.forward_out_cents > 0
      AND NOT EXISTS (SELECT 1 FROM payment t WHERE t.forward_in_trace = p.trace_number AND t.forward_in_cents > 0)
  )
ORDER BY o.outbox_id;

-- Claims with nothing of theirs after the day and nothing that waits; a later claim in their place must be one itself.
-- name: oldClaims
SELECT c.claim_id AS claimId, c.claim_number AS claimNumber, w.superseded_by AS supersededBy, c.payee_id AS payeeId,
       f.partner_id AS partnerId, f.name AS fileName, f.sha256 AS fileSha256
FROM claim c
JOIN transaction_set s ON s.set_id = c.set_id
JOIN interchange i ON i.interchange_id = s.interchange_id
JOIN file f ON f.file_id = i.file_id
JOIN claim_state w ON w.claim_id = c.claim_id
WHERE c.received_date < @before AND w.decided_date < @before
  AND w.state IN ('rejected', 'remitted', 'replaced', 'voided', 'withdrawn', 'applied', 'recorded')
  AND NOT EXISTS (SELECT 1 FROM gone g WHERE g.class = 'claimDetail' AND g.row_id = c.claim_id)
  AND NOT EXISTS (
    SELECT 1 FROM decision d JOIN batch b ON b.batch_id = d.batch_id JOIN run r ON r.run_id = b.run_id
    WHERE d.claim_id = c.claim_id AND r.business_date >= @before
  )
  AND NOT EXISTS (
    SELECT 1 FROM decision d
    JOIN remittance_item m ON m.decision_id = d.decision_id
    LEFT JOIN payment p ON p.payment_id = m.payment_id
    WHERE d.claim_id = c.claim_id AND (m.payment_id IS NULL OR p.payment_date >= @before)
  )
  AND c.claim_number NOT IN (
    SELECT m.claim_number FROM money_case m
    JOIN money_case_event e ON e.case_id = m.case_id
      AND e.ordinal = (SELECT MAX(ordinal) FROM money_case_event WHERE case_id = m.case_id)
    WHERE m.claim_number <> ''
      AND (e.date >= @before OR (m.kind = 'recovery' AND e.act NOT IN ('taken', 'refunded', 'withdrawn'))
        OR (m.kind = 'reconsideration' AND e.act = 'received'))
  )
ORDER BY c.claim_id;

-- Blocks of traces in which every decision is old and none is of a claim that waits; each decision has steps in one
-- or two of them.
-- name: oldTraces
SELECT block
FROM (
  SELECT d.trace_block_id AS block, r.business_date AS day, w.state IN ('accepted', 'pended', 'decided') AS waits
  FROM decision d
  JOIN batch b ON b.batch_id = d.batch_id
  JOIN run r ON r.run_id = b.run_id
  JOIN claim_state w ON w.claim_id = d.claim_id
  UNION ALL
  SELECT d.priced_block_id, r.business_date, w.state IN ('accepted', 'pended', 'decided')
  FROM decision d
  JOIN batch b ON b.batch_id = d.batch_id
  JOIN run r ON r.run_id = b.run_id
  JOIN claim_state w ON w.claim_id = d.claim_id
  WHERE d.priced_block_id IS NOT NULL
)
WHERE block NOT IN (SELECT row_id FROM gone WHERE class = 'traces')
GROUP BY block
HAVING MAX(day) < @before AND MAX(waits) = 0
ORDER BY block;

-- name: heldFiles
WITH held AS (
  SELECT c.claim_id, i.batch_id, f.sha256
  FROM claim c
  JOIN transaction_set s ON s.set_id = c.set_id
  JOIN interchange i ON i.interchange_id = s.interchange_id
  JOIN file f ON f.file_id = i.file_id
  WHERE c.claim_number IN (SELECT value FROM json_each(@names)) OR c.payee_id IN (SELECT value FROM json_each(@names))
     OR f.name IN (SELECT value FROM json_each(@names)) OR f.sha256 IN (SELECT value FROM json_each(@names))
     OR f.partner_id IN (SELECT value FROM json_each(@names))
)
SELECT DISTINCT sha256 FROM held;

-- What was answered to their files, and what went out with the payments that paid them.
-- name: heldOutputs
WITH held AS (
  SELECT c.claim_id, i.batch_id, f.sha256
  FROM claim c
  JOIN transaction_set s ON s.set_id = c.set_id
  JOIN interchange i ON i.interchange_id = s.interchange_id
  JOIN file f ON f.file_id = i.file_id
  WHERE c.claim_number IN (SELECT value FROM json_each(@names)) OR c.payee_id IN (SELECT value FROM json_each(@names))
     OR f.name IN (SELECT value FROM json_each(@names)) OR f.sha256 IN (SELECT value FROM json_each(@names))
     OR f.partner_id IN (SELECT value FROM json_each(@names))
)
SELECT outbox_id FROM outbox WHERE batch_id IN (
  SELECT batch_id FROM held
  UNION
  SELECT p.batch_id FROM held h
  JOIN decision d ON d.claim_id = h.claim_id
  JOIN remittance_item m ON m.decision_id = d.decision_id
  JOIN payment p ON p.payment_id = m.payment_id
  UNION
  SELECT batch_id FROM payment WHERE payee_id IN (SELECT value FROM json_each(@names))
  UNION
  SELECT i.batch_id FROM interchange i JOIN file f ON f.file_id = i.file_id
  WHERE f.name IN (SELECT value FROM json_each(@names)) OR f.sha256 IN (SELECT value FROM json_each(@names))
     OR f.partner_id IN (SELECT value FROM json_each(@names))
);

-- name: heldTraces
WITH held AS (
  SELECT c.claim_id, i.batch_id, f.sha256
  FROM claim c
  JOIN transaction_set s ON s.set_id = c.set_id
  JOIN interchange i ON i.interchange_id = s.interchange_id
  JOIN file f ON f.file_id = i.file_id
  WHERE c.claim_number IN (SELECT value FROM json_each(@names)) OR c.payee_id IN (SELECT value FROM json_each(@names))
     OR f.name IN (SELECT value FROM json_each(@names)) OR f.sha256 IN (SELECT value FROM json_each(@names))
     OR f.partner_id IN (SELECT value FROM json_each(@names))
)
SELECT d.trace_block_id FROM held h JOIN decision d ON d.claim_id = h.claim_id
UNION
SELECT d.priced_block_id FROM held h JOIN decision d ON d.claim_id = h.claim_id WHERE d.priced_block_id IS NOT NULL;

-- name: takeOutput
UPDATE outbox SET bytes = x'' WHERE outbox_id = ? AND state = 'published';

-- Numbers, dates, payee, amounts and state stay: they are what the ledger and the books rest on.
-- name: takeClaim
UPDATE claim SET source = '', patient_control_number = '', member_id = '', slice_hash = '', same_service_key = ''
WHERE claim_id = ?;

-- name: outcomesOfClaim
SELECT outcome_block_id AS blockId, outcome_index AS blockIndex FROM decision WHERE claim_id = ?;

-- name: rewriteOutcomes
UPDATE outcome_block SET body = ? WHERE outcome_block_id = ?;

-- name: takeReviews
DELETE FROM review WHERE claim_id = ?;

-- name: takeGlobalServices
DELETE FROM global_service WHERE claim_id = ?;

-- name: takeTraces
DELETE FROM trace_block WHERE trace_block_id = ?;
