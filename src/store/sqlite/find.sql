-- name: filesNamed
SELECT file_id AS fileId, sha256 AS sha256, name AS name, partner_id AS partnerId, size_bytes AS sizeBytes,
       received_date AS receivedDate, run_id AS runId, state AS state, reason AS reason
FROM file WHERE name = ? ORDER BY file_id DESC LIMIT ?;

-- name: interchangesFound
SELECT i.interchange_id AS interchangeId, i.batch_id AS batchId, i.file_id AS fileId, i.ordinal AS ordinal,
       i.partner_id AS partnerId, i.control_number AS controlNumber, i.usage AS usage, i.offset_bytes AS offsetBytes,
       i.length_bytes AS lengthBytes, i.delimiters AS delimiters, i.state AS state, i.fate AS fate, i.note AS note,
       i.received_date AS receivedDate, f.name AS fileName
FROM interchange i JOIN file f ON f.file_id = i.file_id
WHERE i.control_number IN (SELECT value FROM json_each(?))
ORDER BY i.interchange_id DESC LIMIT ?;

-- name: interchangeById
SELECT i.interchange_id AS interchangeId, i.batch_id AS batchId, i.file_id AS fileId, i.ordinal AS ordinal,
       i.partner_id AS partnerId, i.control_number AS controlNumber, i.usage AS usage, i.offset_bytes AS offsetBytes,
       i.length_bytes AS lengthBytes, i.delimiters AS delimiters, i.state AS state, i.fate AS fate, i.note AS note,
       i.received_date AS receivedDate, f.name AS fileName
FROM interchange i JOIN file f ON f.file_id = i.file_id
WHERE i.interchange_id = ?;

-- name: interchangeOfBatch
SELECT interchange_id FROM interchange WHERE batch_id = ? LIMIT 1;

-- Sets are gone through backwards; what has that many is read to the end in a tenth of a second for a million.
-- name: setsFound
SELECT s.set_id AS setId, s.interchange_id AS interchangeId, s.group_control_number AS groupControlNumber,
       s.control_number AS controlNumber, s.guide_id AS guideId, s.batch_reference AS batchReference, s.fate AS fate,
       s.claims_seen AS claimsSeen, s.charge_seen_cents AS chargeSeenCents,
       i.control_number AS interchangeControlNumber, i.partner_id AS partnerId, i.file_id AS fileId,
       f.name AS fileName, i.received_date AS receivedDate
FROM transaction_set s
CROSS JOIN interchange i ON i.interchange_id = s.interchange_id
CROSS JOIN file f ON f.file_id = i.file_id
WHERE (@group IS NULL OR s.group_control_number IN (SELECT value FROM json_each(@group)))
  AND (@set IS NULL OR s.control_number IN (SELECT value FROM json_each(@set)))
  AND (@batchReference IS NULL OR s.batch_reference = @batchReference)
  AND (@interchange IS NULL OR i.control_number IN (SELECT value FROM json_each(@interchange)))
ORDER BY s.set_id DESC LIMIT @limit;

-- name: setById
SELECT s.set_id AS setId, s.interchange_id AS interchangeId, s.group_control_number AS groupControlNumber,
       s.control_number AS controlNumber, s.guide_id AS guideId, s.batch_reference AS batchReference, s.fate AS fate,
       s.claims_seen AS claimsSeen, s.charge_seen_cents AS chargeSeenCents,
       i.control_number AS interchangeControlNumber, i.partner_id AS partnerId, i.file_id AS fileId,
       f.name AS fileName, i.received_date AS receivedDate
FROM transaction_set s
JOIN interchange i ON i.interchange_id = s.interchange_id
JOIN file f ON f.file_id = i.file_id
WHERE s.set_id = ?;

-- name: claimsOfMember
SELECT claim_id FROM claim WHERE same_service_key >= ? AND same_service_key < ? AND member_id = ?
ORDER BY claim_id DESC LIMIT ?;

-- name: setsOfNpi
SELECT DISTINCT set_id FROM set_provider WHERE billing_npi = ? ORDER BY set_id DESC;

-- name: setsOfTaxId
SELECT DISTINCT set_id FROM set_provider WHERE tax_id = ? ORDER BY set_id DESC;

-- name: claimsOfNpiInSet
SELECT claim_id FROM claim WHERE set_id = ? AND billing_npi = ? ORDER BY claim_id DESC LIMIT ?;

-- name: claimsOfTaxIdInSet
SELECT claim_id FROM claim WHERE set_id = ? AND tax_id = ? ORDER BY claim_id DESC LIMIT ?;

-- name: outboxNamed
SELECT outbox_id FROM outbox WHERE name = ? LIMIT ?;

-- name: outboxHashed
SELECT outbox_id FROM outbox WHERE sha256 = ? ORDER BY outbox_id DESC LIMIT ?;

-- name: outboxInterchange
SELECT outbox_id FROM outbox WHERE isa13 = ? AND isa13 > 0 ORDER BY outbox_id DESC LIMIT ?;

-- name: outboxGroup
SELECT outbox_id FROM outbox WHERE gs06 = ? AND gs06 > 0 ORDER BY outbox_id DESC LIMIT ?;

-- name: outboxById
SELECT outbox_id AS outboxId, batch_id AS batchId, name AS name, partner_id AS partnerId, type AS type,
       sha256 AS sha256, size_bytes AS sizeBytes, state AS state, isa13 AS isa13, gs06 AS gs06
FROM outbox WHERE outbox_id = ?;

-- name: paymentIdByTrace
SELECT payment_id FROM payment WHERE trace_number = ?;

-- name: paymentIdsOfFile
SELECT payment_id FROM payment
WHERE batch_id = (SELECT batch_id FROM outbox WHERE outbox_id = @outboxId) AND outbox_id = @outboxId
ORDER BY payment_id;

-- name: paymentIdsOfPayee
SELECT payment_id FROM payment WHERE payee_id = ? ORDER BY payment_id DESC LIMIT ?;

-- name: paymentById
SELECT p.payment_id AS paymentId, p.batch_id AS batchId, p.outbox_id AS outboxId, o.name AS outboxName,
       p.profile_id AS profileId, p.payee_id AS payeeId, p.fund AS fund, p.trace_number AS traceNumber,
       p.method AS method, p.payment_date AS paymentDate, p.claims_cents AS claimsCents,
       p.adjustment_cents AS adjustmentCents, p.interest_cents AS interestCents, p.paid_cents AS paidCents,
       p.forward_in_cents AS forwardInCents, p.forward_in_trace AS forwardInTrace,
       p.forward_out_cents AS forwardOutCents, p.claim_count AS claimCount
FROM payment p JOIN outbox o ON o.outbox_id = p.outbox_id
WHERE p.payment_id = ?;
