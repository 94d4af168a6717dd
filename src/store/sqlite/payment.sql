-- Only what a closed batch has put here is offered: money of a batch whose books do not close is never paid
-- (DESIGN decision 1).
-- name: waitingPairs
SELECT payeeId AS payeeId, fund AS fund, SUM(items) AS items, SUM(reversals) AS reversals, SUM(amountCents) AS amountCents
FROM (
  SELECT w.payee_id AS payeeId, w.fund AS fund, COUNT(*) AS items, SUM(i.act = 'reversal') AS reversals,
         SUM(i.amount_cents) AS amountCents
  FROM payee_fund w
  CROSS JOIN remittance_item i ON i.payee_fund_id = w.payee_fund_id
  JOIN batch b ON b.batch_id = i.batch_id
  WHERE w.profile_id = @profileId AND i.payment_id IS NULL AND b.state = 'closed'
  GROUP BY w.payee_fund_id
  UNION ALL
  SELECT a.payee_id, a.fund, 0, 0, -SUM(a.amount_cents)
  FROM provider_adjustment a JOIN batch b ON b.batch_id = a.batch_id
  WHERE a.profile_id = @profileId AND a.payment_id IS NULL AND b.state = 'closed'
  GROUP BY a.payee_id, a.fund
)
GROUP BY payeeId, fund
ORDER BY payeeId, fund;

-- (SELECT ?): see openForward; with a bare LIMIT ? it is planned anew as well, 52 µs a call instead of 9.
-- name: waitingItems
SELECT i.item_id AS itemId, i.decision_id AS decisionId, i.act AS act, i.part AS part, i.amount_cents AS amountCents,
       i.outcome_block_id AS blockId, i.outcome_index AS blockIndex
FROM payee_fund w
CROSS JOIN remittance_item i ON i.payee_fund_id = w.payee_fund_id
JOIN batch b ON b.batch_id = i.batch_id
WHERE w.profile_id = (SELECT ?) AND w.payee_id = (SELECT ?) AND w.fund = (SELECT ?) AND i.payment_id IS NULL
  AND i.item_id > (SELECT ?)
  AND b.state = 'closed'
ORDER BY i.item_id
LIMIT (SELECT ?);

-- With the items of batches that are open or broken: the ledger owes them too, so the books of a payment run count them.
-- name: waitingTotals
SELECT COUNT(*) AS items, COALESCE(SUM(i.amount_cents), 0) AS amountCents,
       (SELECT COUNT(*) FROM provider_adjustment WHERE profile_id = @profileId AND payment_id IS NULL) AS adjustments,
       (SELECT COALESCE(SUM(amount_cents), 0) FROM provider_adjustment
        WHERE profile_id = @profileId AND payment_id IS NULL) AS adjustmentCents
FROM payee_fund w CROSS JOIN remittance_item i ON i.payee_fund_id = w.payee_fund_id
WHERE w.profile_id = @profileId AND i.payment_id IS NULL;

-- (SELECT ?): with a bare ? it is planned anew for every payee, 40 µs instead of 9.
-- name: openForward
SELECT p.trace_number AS traceNumber, p.forward_out_cents AS amountCents
FROM payment p
WHERE p.payee_id = (SELECT ?) AND p.fund = (SELECT ?) AND p.forward_out_cents > 0
  AND NOT EXISTS (SELECT 1 FROM payment t WHERE t.forward_in_trace = p.trace_number AND t.forward_in_cents > 0)
ORDER BY p.payment_id DESC
LIMIT 1;

-- name: openPayBatch
SELECT 1 FROM batch WHERE batch_id = ? AND stage = 'pay' AND state = 'open';

-- name: insertPayment
INSERT INTO payment (batch_id, outbox_id, profile_id, payee_id, payee_name, fund, trace_number, method, payment_date, claims_cents,
                     adjustment_cents, interest_cents, paid_cents, forward_in_cents, forward_in_trace, forward_out_cents, claim_count)
VALUES (@batchId, @outboxId, @profileId, @payeeId, @payeeName, @fund, @traceNumber, @method, @paymentDate, @claimsCents,
        @adjustmentCents, @interestCents, @paidCents, @forwardInCents, @forwardInTrace, @forwardOutCents, @claimCount);

-- All items of a payment at once: half of the time that each by itself takes.
-- name: payItems
UPDATE remittance_item SET payment_id = @paymentId
WHERE item_id IN (SELECT value FROM json_each(@itemIds)) AND payment_id IS NULL
  AND payee_fund_id = (SELECT payee_fund_id FROM payee_fund WHERE profile_id = @profileId AND payee_id = @payeeId AND fund = @fund)
  AND (SELECT state FROM batch b WHERE b.batch_id = remittance_item.batch_id) = 'closed'
RETURNING item_id, CASE WHEN act = 'payment' AND part = 0 THEN claim_id END, amount_cents;

-- name: addInterest
UPDATE remittance_item SET interest_cents = @interestCents, interest_cent_days = @centDays
WHERE item_id = @itemId AND payment_id = @paymentId;

-- name: payAdjustment
UPDATE provider_adjustment SET payment_id = ?
WHERE adjustment_id = ? AND profile_id = ? AND payee_id = ? AND fund = ? AND payment_id IS NULL
  AND (SELECT state FROM batch b WHERE b.batch_id = provider_adjustment.batch_id) = 'closed'
RETURNING amount_cents;

-- name: remitClaims
UPDATE claim_state SET state = 'remitted' WHERE claim_id IN (SELECT value FROM json_each(?)) AND state = 'decided';

-- name: payments
SELECT p.payment_id AS paymentId, p.batch_id AS batchId, p.outbox_id AS outboxId, o.name AS outboxName,
       p.profile_id AS profileId, p.payee_id AS payeeId, p.payee_name AS payeeName, p.fund AS fund, p.trace_number AS traceNumber,
       p.method AS method, p.payment_date AS paymentDate, p.claims_cents AS claimsCents,
       p.adjustment_cents AS adjustmentCents, p.interest_cents AS interestCents, p.paid_cents AS paidCents,
       p.forward_in_cents AS forwardInCents, p.forward_in_trace AS forwardInTrace,
       p.forward_out_cents AS forwardOutCents, p.claim_count AS claimCount
FROM payment p JOIN outbox o ON o.outbox_id = p.outbox_id
WHERE (@batchId IS NULL OR p.batch_id = @batchId)
  AND (@payeeId IS NULL OR p.payee_id = @payeeId)
  AND (@traceNumber IS NULL OR p.trace_number = @traceNumber)
  AND (@claimId IS NULL OR p.payment_id IN (
         SELECT payment_id FROM remittance_item
         WHERE decision_id IN (SELECT decision_id FROM decision WHERE claim_id = @claimId)))
ORDER BY p.payment_id;

-- name: itemsOfClaim
SELECT act AS act, amount_cents AS amountCents, payment_id AS paymentId
FROM remittance_item WHERE decision_id IN (SELECT decision_id FROM decision WHERE claim_id = ?) ORDER BY item_id;
