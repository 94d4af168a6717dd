-- name: insertInterchange
INSERT INTO interchange (batch_id, file_id, ordinal, partner_id, control_number, sender_key, usage, offset_bytes,
                         delimiters, state, received_date)
VALUES (@batchId, @fileId, @ordinal, @partnerId, @controlNumber, @senderKey, @usage, @offsetBytes,
        @delimiters, 'open', @receivedDate);

-- name: interchangesOfFile
SELECT interchange_id AS interchangeId, batch_id AS batchId, file_id AS fileId, ordinal AS ordinal,
       partner_id AS partnerId, control_number AS controlNumber, usage AS usage, offset_bytes AS offsetBytes,
       length_bytes AS lengthBytes, delimiters AS delimiters, state AS state, fate AS fate, note AS note,
       received_date AS receivedDate
FROM interchange WHERE file_id = ? ORDER BY ordinal;

-- name: interchangeWasSeen
SELECT 1 FROM interchange
WHERE sender_key = ? AND control_number = ? AND state = 'closed' AND fate <> 'rejected' AND received_date >= ?
LIMIT 1;

-- name: openInterchangesOfFile
SELECT interchange_id AS interchangeId, batch_id AS batchId FROM interchange WHERE file_id = ? AND state = 'open';

-- name: dropFindings
DELETE FROM finding WHERE interchange_id = ?;

-- name: dropClaims
DELETE FROM claim WHERE set_id IN (SELECT set_id FROM transaction_set WHERE interchange_id = ?);

-- name: dropAnswers
DELETE FROM staged_answer WHERE set_id IN (SELECT set_id FROM transaction_set WHERE interchange_id = ?);

-- name: insertAnswers
INSERT INTO staged_answer (first_claim_id, last_claim_id, set_id, body) VALUES (?, ?, ?, ?);

-- name: nextAnswers
SELECT last_claim_id AS lastClaimId, body AS body
FROM staged_answer WHERE set_id = ? AND first_claim_id > ? ORDER BY first_claim_id LIMIT 1;

-- name: dropProviders
DELETE FROM set_provider WHERE set_id IN (SELECT set_id FROM transaction_set WHERE interchange_id = ?);

-- name: dropSets
DELETE FROM transaction_set WHERE interchange_id = ?;

-- name: dropInterchange
DELETE FROM interchange WHERE interchange_id = ?;

-- name: dropOpenBatch
DELETE FROM batch WHERE batch_id = ? AND state = 'open';

-- name: insertSet
INSERT INTO transaction_set (interchange_id, group_control_number, control_number, guide_id)
VALUES (@interchangeId, @groupControlNumber, @controlNumber, @guideId);

-- name: insertClaim
INSERT INTO claim (claim_number, set_id, source, offset_bytes, segment_ordinal, kind, frequency, frequency_rank,
                   is_encounter, is_test, profile_id, patient_control_number, member_id, billing_npi, tax_id, payee_id,
                   charge_cents, line_count, service_from, service_to, received_date, slice_hash, same_service_key,
                   staged_as)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

-- name: insertProvider
INSERT INTO set_provider (billing_npi, tax_id, set_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING;

-- name: closeSet
UPDATE transaction_set
SET fate = @fate, batch_reference = @batchReference, claims_seen = @claimsSeen, charge_seen_cents = @chargeSeenCents
WHERE set_id = @setId AND fate = '';

-- name: refuseSet
UPDATE transaction_set SET fate = 'rejected' WHERE set_id = ? AND fate <> '';

-- name: setsOfInterchange
SELECT set_id AS setId, interchange_id AS interchangeId, group_control_number AS groupControlNumber,
       control_number AS controlNumber, guide_id AS guideId, batch_reference AS batchReference, fate AS fate,
       claims_seen AS claimsSeen, charge_seen_cents AS chargeSeenCents
FROM transaction_set WHERE interchange_id = ? ORDER BY set_id;

-- name: setsWithoutFate
SELECT COUNT(*) FROM transaction_set WHERE interchange_id = ? AND fate = '';

-- name: closeInterchange
UPDATE interchange SET state = 'closed', fate = @fate, note = @note, length_bytes = @lengthBytes
WHERE interchange_id = @interchangeId AND batch_id = @batchId AND state = 'open';

-- name: settleClaimsOfInterchange
INSERT INTO claim_state (claim_id, profile_id, state)
SELECT c.claim_id, c.profile_id,
       CASE WHEN c.staged_as = 'refused' OR @fate = 'rejected' OR s.fate = 'rejected' THEN 'rejected' ELSE 'accepted' END
FROM transaction_set s CROSS JOIN claim c ON c.set_id = s.set_id
WHERE s.interchange_id = @interchangeId
ORDER BY s.set_id;

-- name: insertFinding
INSERT INTO finding (interchange_id, set_id, claim_number, code, severity, snip, level, place)
VALUES (?, ?, ?, ?, ?, ?, ?, ?);

-- name: findingsOfInterchange
SELECT code AS code, severity AS severity, COUNT(*) AS count
FROM finding WHERE interchange_id = ? GROUP BY code, severity ORDER BY code, severity;

-- name: closeIntakeBatch
UPDATE batch SET state = 'closed', books = @books WHERE batch_id = @batchId AND stage = 'intake' AND state = 'open';
