-- name: openMoneyBatch
SELECT 1 FROM batch WHERE batch_id = ? AND stage IN ('act', 'pay') AND state = 'open';

-- name: insertAdjustment
INSERT INTO provider_adjustment (key, batch_id, profile_id, payee_id, fund, code, reference, amount_cents)
VALUES (@key, @batchId, @profileId, @payeeId, @fund, @code, @reference, @amountCents);

-- name: insertCase
INSERT INTO money_case (key, kind, profile_id, payee_id, fund, claim_number, trace_number, amount_cents, details)
VALUES (@key, @kind, @profileId, @payeeId, @fund, @claimNumber, @traceNumber, @amountCents, @details);

-- name: insertEvent
INSERT INTO money_case_event (case_id, ordinal, act, date, as_of, reason)
SELECT c.case_id, (SELECT COUNT(*) + 1 FROM money_case_event e WHERE e.case_id = c.case_id), @act, @date, @asOf, @reason
FROM money_case c WHERE c.key = @key;

-- The decision that stands: the claim's last, and the claim is not replaced or voided.
-- name: standingDecision
SELECT f.payee_id AS payeeId, f.fund AS fund, c.profile_id AS profileId
FROM decision d
JOIN remittance_item i ON i.decision_id = d.decision_id AND i.act = 'payment' AND i.part = 0
JOIN payee_fund f ON f.payee_fund_id = i.payee_fund_id
JOIN claim c ON c.claim_id = d.claim_id
JOIN claim_state w ON w.claim_id = d.claim_id
WHERE d.decision_id = @decisionId AND d.claim_id = @claimId AND d.status IN ('paid', 'denied')
  AND d.version = (SELECT MAX(version) FROM decision WHERE claim_id = @claimId)
  AND w.state IN ('decided', 'remitted') AND w.superseded_by = '';

-- (SELECT ?): see openForward.
-- name: waitingAdjustments
SELECT a.adjustment_id AS adjustmentId, a.code AS code, a.reference AS reference, a.amount_cents AS amountCents
FROM provider_adjustment a JOIN batch b ON b.batch_id = a.batch_id
WHERE a.profile_id = (SELECT ?) AND a.payee_id = (SELECT ?) AND a.fund = (SELECT ?) AND a.payment_id IS NULL AND b.state = 'closed'
ORDER BY a.adjustment_id;

-- Dates of batches are those of their runs, in the payer's zone.
-- name: interestFacts
SELECT i.item_id AS itemId, i.decision_id AS decisionId,
       COALESCE((
         SELECT CAST(julianday(substr(r2.business_date, 1, 4) || '-' || substr(r2.business_date, 5, 2) || '-' || substr(r2.business_date, 7, 2))
                   - julianday(substr(r1.business_date, 1, 4) || '-' || substr(r1.business_date, 5, 2) || '-' || substr(r1.business_date, 7, 2)) AS INTEGER)
         FROM decision p
         JOIN batch b1 ON b1.batch_id = p.batch_id JOIN run r1 ON r1.run_id = b1.run_id
         JOIN decision d ON d.decision_id = i.decision_id
         JOIN batch b2 ON b2.batch_id = d.batch_id JOIN run r2 ON r2.run_id = b2.run_id
         WHERE p.claim_id = i.claim_id AND p.status = 'pended' AND p.version < d.version
         ORDER BY p.version LIMIT 1
       ), 0) AS outstandingDays,
       COALESCE(o.interest_cents, 0) AS interestCents, COALESCE(o.interest_cent_days, 0) AS centDays
FROM json_each(?) wanted
JOIN remittance_item i ON i.item_id = wanted.value
LEFT JOIN remittance_item o ON o.decision_id = i.decision_id AND o.act = 'payment' AND o.part = i.part
  AND o.payment_id IS NOT NULL
ORDER BY wanted.key;

-- name: paymentsOn
SELECT COUNT(*) FROM payment WHERE payee_id = ? AND fund = ? AND payment_date = ?;

-- name: openForwards
SELECT p.payee_id AS payeeId, p.fund AS fund, p.trace_number AS traceNumber, p.forward_out_cents AS amountCents,
       p.payment_date AS paymentDate
FROM payment p
WHERE p.profile_id = ? AND p.forward_out_cents > 0
  AND NOT EXISTS (SELECT 1 FROM payment t WHERE t.forward_in_trace = p.trace_number AND t.forward_in_cents > 0)
ORDER BY p.payee_id, p.fund;

-- name: cases
SELECT case_id AS caseId, key AS key, kind AS kind, profile_id AS profileId, payee_id AS payeeId, fund AS fund,
       claim_number AS claimNumber, trace_number AS traceNumber, amount_cents AS amountCents, details AS details
FROM money_case
WHERE (@kind IS NULL OR kind = @kind) AND (@profileId IS NULL OR profile_id = @profileId)
  AND (@key IS NULL OR key = @key)
ORDER BY case_id;

-- name: eventsOfCase
SELECT act AS act, date AS date, as_of AS asOf, reason AS reason
FROM money_case_event WHERE case_id = ? ORDER BY ordinal;

-- name: postingsOfPayee
SELECT COALESCE(e.key, l.claim_number || '/' || v.version || '/decide') AS key, COALESCE(e.as_of, r.as_of) AS asOf,
       COALESCE(e.text, 'claim ' || l.claim_number || ' decided') AS text, d.fund AS fund, d.kind AS debit,
       c.kind AS credit, p.amount_cents AS amountCents
FROM posting p
JOIN ledger_entry e ON e.entry_id = p.entry_id
LEFT JOIN decision v ON v.decision_id = e.decision_id
LEFT JOIN claim l ON l.claim_id = v.claim_id
LEFT JOIN batch b ON b.batch_id = v.batch_id
LEFT JOIN run r ON r.run_id = b.run_id
JOIN ledger_account d ON d.account_id = p.debit_account_id
JOIN ledger_account c ON c.account_id = p.credit_account_id
WHERE d.payee_id = @payeeId AND (@fund IS NULL OR d.fund = @fund)
ORDER BY p.entry_id, p.ordinal;

-- name: checkpoint
INSERT INTO balance_checkpoint (batch_id, last_entry_id, account_id, balance_cents)
SELECT @batchId, (SELECT COALESCE(MAX(entry_id), 0) FROM ledger_entry), account_id, balance_cents FROM account_balance
WHERE true
ON CONFLICT (batch_id, account_id) DO UPDATE
SET last_entry_id = excluded.last_entry_id, balance_cents = excluded.balance_cents;

-- From the checkpoint before the last, proved by the run that kept the last: what changed since, not all there ever was.
-- name: balances
WITH last AS (SELECT batch_id, last_entry_id FROM balance_checkpoint ORDER BY batch_id DESC LIMIT 1),
     earlier AS (
       SELECT batch_id, last_entry_id FROM balance_checkpoint
       WHERE batch_id < (SELECT batch_id FROM last) AND last_entry_id <= (SELECT last_entry_id FROM last)
       ORDER BY batch_id DESC LIMIT 1
     ),
     moved AS (
       SELECT entry_id, debit_account_id, credit_account_id, amount_cents FROM posting
       WHERE entry_id > COALESCE((SELECT last_entry_id FROM earlier), 0)
     ),
     side AS (
       SELECT account_id, 0 AS entry_id, balance_cents AS amount_cents
       FROM balance_checkpoint WHERE batch_id = (SELECT batch_id FROM earlier)
       UNION ALL
       SELECT credit_account_id, entry_id, amount_cents FROM moved
       UNION ALL
       SELECT debit_account_id, entry_id, -amount_cents FROM moved
     ),
     sums AS (
       SELECT account_id, SUM(amount_cents) AS balance_cents,
              SUM(CASE WHEN entry_id <= (SELECT last_entry_id FROM last) THEN amount_cents ELSE 0 END) AS opening_cents
       FROM side GROUP BY account_id
     )
SELECT a.kind AS kind, a.payee_id AS payeeId, a.fund AS fund, COALESCE(s.balance_cents, 0) AS balanceCents,
       COALESCE(s.opening_cents, 0) AS openingCents, k.balance_cents AS keptCents
FROM ledger_account a
LEFT JOIN sums s ON s.account_id = a.account_id
LEFT JOIN balance_checkpoint k ON k.account_id = a.account_id AND k.batch_id = (SELECT batch_id FROM last)
ORDER BY a.payee_id, a.fund, a.kind;

-- name: provedBalances
WITH last AS (SELECT MAX(batch_id) AS batch_id FROM balance_checkpoint),
     until AS (
       SELECT COALESCE(MAX(last_entry_id), 0) AS entry_id
       FROM balance_checkpoint WHERE batch_id = (SELECT batch_id FROM last)
     ),
     side AS (
       SELECT credit_account_id AS account_id, entry_id, amount_cents FROM posting
       UNION ALL
       SELECT debit_account_id, entry_id, -amount_cents FROM posting
     ),
     sums AS (
       SELECT account_id, SUM(amount_cents) AS balance_cents,
              SUM(CASE WHEN entry_id <= (SELECT entry_id FROM until) THEN amount_cents ELSE 0 END) AS opening_cents
       FROM side GROUP BY account_id
     )
SELECT a.kind AS kind, a.payee_id AS payeeId, a.fund AS fund, COALESCE(s.balance_cents, 0) AS balanceCents,
       COALESCE(s.opening_cents, 0) AS openingCents, k.balance_cents AS keptCents
FROM ledger_account a
LEFT JOIN sums s ON s.account_id = a.account_id
LEFT JOIN balance_checkpoint k ON k.account_id = a.account_id AND k.batch_id = (SELECT batch_id FROM last)
ORDER BY a.payee_id, a.fund, a.kind;

-- Only payments credit cash.
-- name: cashPaid
SELECT c.payee_id AS payeeId, c.fund AS fund, SUM(p.amount_cents) AS amountCents
FROM posting p JOIN ledger_account c ON c.account_id = p.credit_account_id
WHERE c.kind = 'cash'
GROUP BY c.account_id
ORDER BY c.payee_id, c.fund;

-- name: unremitted
SELECT payee_id AS payeeId, fund AS fund, SUM(items) AS items, SUM(adjustments) AS adjustments,
       SUM(amount_cents) AS amountCents, is_blocked AS isBlocked
FROM (
  SELECT f.payee_id, f.fund, 1 AS items, 0 AS adjustments, i.amount_cents, b.state <> 'closed' AS is_blocked
  FROM payee_fund f
  CROSS JOIN remittance_item i ON i.payee_fund_id = f.payee_fund_id
  JOIN batch b ON b.batch_id = i.batch_id
  WHERE f.profile_id = @profileId AND i.payment_id IS NULL
  UNION ALL
  SELECT a.payee_id, a.fund, 0, 1, -a.amount_cents, b.state <> 'closed'
  FROM provider_adjustment a JOIN batch b ON b.batch_id = a.batch_id
  WHERE a.profile_id = @profileId AND a.payment_id IS NULL
)
GROUP BY payee_id, fund, is_blocked
ORDER BY payee_id, fund, is_blocked;

-- name: paymentDates
SELECT COALESCE((
         SELECT MIN(r.business_date)
         FROM batch b JOIN run r ON r.run_id = b.run_id
         WHERE b.state = 'closed' AND b.batch_id IN (
           SELECT i.batch_id
           FROM payee_fund f CROSS JOIN remittance_item i ON i.payee_fund_id = f.payee_fund_id
           WHERE f.profile_id = @profileId AND i.payment_id IS NULL
           UNION SELECT batch_id FROM provider_adjustment WHERE profile_id = @profileId AND payment_id IS NULL
         )), '') AS waitingSince,
       COALESCE((
         SELECT MAX(r.business_date)
         FROM batch b JOIN run r ON r.run_id = b.run_id
         WHERE b.state = 'closed' AND b.stage = 'pay' AND b.subject = @profileId), '') AS lastRun;

-- name: strayDecisions
SELECT COUNT(*)
FROM decision d JOIN claim c ON c.claim_id = d.claim_id
WHERE c.profile_id = ? AND c.is_test = 0 AND d.status IN ('paid', 'denied') AND d.act <> 'record'
  AND NOT EXISTS (SELECT 1 FROM remittance_item i
                  WHERE i.decision_id = d.decision_id AND i.act = 'payment' AND i.part = 0 AND i.claim_id = d.claim_id);

-- name: agedClaims
SELECT c.claim_number AS claimNumber, c.received_date AS receivedDate, w.state AS state
FROM claim c JOIN claim_state w ON w.claim_id = c.claim_id
WHERE w.profile_id = ? AND w.state IN ('accepted', 'pended') AND c.received_date < ? AND c.is_test = 0
  AND c.is_encounter = 0
ORDER BY c.received_date, c.claim_id;
