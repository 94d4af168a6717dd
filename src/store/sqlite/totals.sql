-- name: addClaims
INSERT INTO claim_total (state, is_test, is_encounter, claims, charge_cents) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (state, is_test, is_encounter) DO UPDATE
SET claims = claims + excluded.claims, charge_cents = charge_cents + excluded.charge_cents;

-- name: dropClaims
UPDATE claim_total SET claims = claims - ?, charge_cents = charge_cents - ? WHERE state = ? AND is_test = ? AND is_encounter = ?;

-- name: settledOfInterchange
SELECT w.state, c.is_test, c.is_encounter, COUNT(*), SUM(c.charge_cents)
FROM transaction_set s
CROSS JOIN claim c ON c.set_id = s.set_id
CROSS JOIN claim_state w ON w.claim_id = c.claim_id
WHERE s.interchange_id = ?
GROUP BY 1, 2, 3;

-- name: standingOfClaims
SELECT CASE w.state WHEN 'remitted' THEN 'decided' ELSE w.state END, c.is_test, c.is_encounter, COUNT(*), SUM(c.charge_cents)
FROM json_each(?) wanted
CROSS JOIN claim_state w ON w.claim_id = wanted.value
CROSS JOIN claim c ON c.claim_id = w.claim_id
GROUP BY 1, 2, 3;

-- name: standingOfNumber
SELECT CASE w.state WHEN 'remitted' THEN 'decided' ELSE w.state END, c.is_test, c.is_encounter, 1, c.charge_cents
FROM claim c JOIN claim_state w ON w.claim_id = c.claim_id
WHERE c.claim_number = ?;

-- name: addDecisions
INSERT INTO decision_total (status, claims, charge_cents, paid_cents) VALUES (?, ?, ?, ?)
ON CONFLICT (status) DO UPDATE
SET claims = claims + excluded.claims, charge_cents = charge_cents + excluded.charge_cents,
    paid_cents = paid_cents + excluded.paid_cents;

-- name: addAdjustments
INSERT INTO adjustment_total (run_id, group_code, carc, amount_cents)
VALUES ((SELECT run_id FROM batch WHERE batch_id = ?), ?, ?, ?)
ON CONFLICT (run_id, group_code, carc) DO UPDATE SET amount_cents = amount_cents + excluded.amount_cents;

-- name: addItems
INSERT INTO item_total (act, part, amount_cents) VALUES (?, ?, ?)
ON CONFLICT (act, part) DO UPDATE SET amount_cents = amount_cents + excluded.amount_cents;

-- name: addReversedItems
INSERT INTO item_total (act, part, amount_cents)
SELECT 'reversal', part, -amount_cents FROM remittance_item WHERE decision_id = ? AND act = 'payment' AND claim_id = ?
ON CONFLICT (act, part) DO UPDATE SET amount_cents = amount_cents + excluded.amount_cents;

-- name: addPayments
INSERT INTO payment_total (profile_id, payments, claims_cents, paid_cents) VALUES (?, ?, ?, ?)
ON CONFLICT (profile_id) DO UPDATE
SET payments = payments + excluded.payments, claims_cents = claims_cents + excluded.claims_cents,
    paid_cents = paid_cents + excluded.paid_cents;

-- Claims of interchanges that are still open are few, and none of them has moved.
-- name: claimTotals
SELECT state AS state, is_test AS isTest, is_encounter AS isEncounter, SUM(claims) AS claims, SUM(charge_cents) AS chargeCents
FROM (
  SELECT state, is_test, is_encounter, claims, charge_cents FROM claim_total WHERE claims > 0
  UNION ALL
  SELECT c.staged_as, c.is_test, c.is_encounter, 1, c.charge_cents
  FROM interchange i INDEXED BY interchange_open
  CROSS JOIN transaction_set s ON s.interchange_id = i.interchange_id
  CROSS JOIN claim c ON c.set_id = s.set_id
  WHERE i.state = 'open'
)
GROUP BY 1, 2, 3
ORDER BY 1, 2, 3;

-- name: decidedTotals
SELECT status AS status, claims AS claims, charge_cents AS chargeCents, paid_cents AS paidCents
FROM decision_total ORDER BY status;

-- name: adjustmentTotals
SELECT group_code AS "group", carc AS carc, SUM(amount_cents) AS amountCents
FROM adjustment_total WHERE @runId IS NULL OR run_id = @runId
GROUP BY group_code, carc ORDER BY group_code || '/' || carc;

-- name: itemTotals
SELECT act AS act, part AS part, amount_cents AS amountCents FROM item_total ORDER BY act, part;

-- name: paymentTotals
SELECT profile_id AS profileId, payments AS payments, claims_cents AS claimsCents, paid_cents AS paidCents
FROM payment_total ORDER BY profile_id;

-- name: outboxTotals
SELECT type AS type, state AS state, COUNT(*) AS files FROM outbox GROUP BY type, state ORDER BY type, state;

-- What does not agree with the rows it sums, by name; of adjustments their sum, since retention takes what decisions say.
-- name: differingTotals
SELECT 'claims' WHERE EXISTS (
  SELECT state, is_test, is_encounter, claims, charge_cents FROM claim_total WHERE claims > 0
  EXCEPT
  SELECT CASE w.state WHEN 'remitted' THEN 'decided' ELSE w.state END AS standing, c.is_test, c.is_encounter,
         COUNT(*), SUM(c.charge_cents)
  FROM claim_state w CROSS JOIN claim c ON c.claim_id = w.claim_id GROUP BY 1, 2, 3
) OR (SELECT COALESCE(SUM(claims), 0) FROM claim_total) <> (SELECT COUNT(*) FROM claim_state)
UNION ALL
SELECT 'decisions' WHERE EXISTS (
  SELECT status, claims, charge_cents, paid_cents FROM decision_total
  EXCEPT
  SELECT d.status, COUNT(*), SUM(d.charge_cents), SUM(d.paid_cents)
  FROM decision d GROUP BY d.status
) OR (SELECT COALESCE(SUM(claims), 0) FROM decision_total)
  <> (SELECT COUNT(*) FROM decision)
UNION ALL
SELECT 'adjustments' WHERE (SELECT COALESCE(SUM(amount_cents), 0) FROM adjustment_total)
  <> (SELECT COALESCE(SUM(charge_cents - paid_cents), 0) FROM decision WHERE status IN ('paid', 'denied'))
UNION ALL
SELECT 'remittance items' WHERE EXISTS (
  SELECT act, part, amount_cents FROM item_total
  EXCEPT
  SELECT act, part, SUM(amount_cents) FROM remittance_item GROUP BY act, part
) OR (SELECT COALESCE(SUM(amount_cents), 0) FROM item_total) <> (SELECT COALESCE(SUM(amount_cents), 0) FROM remittance_item)
UNION ALL
SELECT 'payments' WHERE EXISTS (
  SELECT profile_id, payments, claims_cents, paid_cents FROM payment_total
  EXCEPT
  SELECT profile_id, COUNT(*), SUM(claims_cents), SUM(paid_cents) FROM payment GROUP BY profile_id
) OR (SELECT COALESCE(SUM(payments), 0) FROM payment_total) <> (SELECT COUNT(*) FROM payment);
