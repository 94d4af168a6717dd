-- name: waitingClaims
SELECT c.claim_id AS claimId, c.claim_number AS claimNumber, c.profile_id AS profileId, c.kind AS kind,
       c.received_date AS receivedDate,
       (SELECT r.as_of FROM decision v JOIN batch b ON b.batch_id = v.batch_id JOIN run r ON r.run_id = b.run_id
        WHERE v.claim_id = c.claim_id AND v.version = 1) AS since,
       d.outcome_block_id AS blockId, d.outcome_index AS blockIndex
FROM claim_state w
CROSS JOIN claim c ON c.claim_id = w.claim_id
JOIN transaction_set s ON s.set_id = c.set_id
JOIN interchange i ON i.interchange_id = s.interchange_id
JOIN file f ON f.file_id = i.file_id
JOIN decision d ON d.claim_id = c.claim_id AND d.version = (SELECT MAX(version) FROM decision WHERE claim_id = c.claim_id)
WHERE w.state = 'pended' AND c.is_test = 0 AND (@profileId IS NULL OR w.profile_id = @profileId)
ORDER BY c.received_date, c.frequency_rank, c.service_from, c.payee_id, c.member_id, c.patient_control_number,
         c.slice_hash, f.sha256, c.offset_bytes;

-- name: insertReview
INSERT INTO review (claim_id, rule, decision, reviewer, licence, criterion, decided_on, as_of)
SELECT c.claim_id, @rule, @decision, @reviewer, @licence, @criterion, @decidedOn, @asOf
FROM claim c JOIN claim_state w ON w.claim_id = c.claim_id
WHERE c.claim_number = @claimNumber AND w.state = 'pended';

-- The last decision on a rule holds.
-- name: reviewsOf
SELECT r.claim_id AS claimId, c.claim_number AS claimNumber, r.rule AS rule, r.decision AS decision,
       r.reviewer AS reviewer, r.licence AS licence, r.criterion AS criterion, r.decided_on AS decidedOn, r.as_of AS asOf
FROM review r JOIN claim c ON c.claim_id = r.claim_id
WHERE r.claim_id IN (SELECT value FROM json_each(?))
  AND r.review_id = (SELECT MAX(review_id) FROM review WHERE claim_id = r.claim_id AND rule = r.rule)
ORDER BY r.review_id;

-- name: liveClaims
SELECT c.claim_id
FROM claim c
JOIN claim_state w ON w.claim_id = c.claim_id
JOIN transaction_set s ON s.set_id = c.set_id
JOIN interchange i ON i.interchange_id = s.interchange_id
JOIN file f ON f.file_id = i.file_id
WHERE c.profile_id = @profileId AND w.state IN ('decided', 'remitted') AND w.superseded_by = '' AND c.is_test = 0
  AND c.source <> ''
  AND (@memberId IS NULL OR c.member_id = @memberId) AND (@payeeId IS NULL OR c.payee_id = @payeeId)
  AND (@serviceFrom IS NULL OR c.service_to >= @serviceFrom) AND (@serviceTo IS NULL OR c.service_from <= @serviceTo)
ORDER BY c.received_date, c.frequency_rank, c.service_from, c.payee_id, c.member_id, c.patient_control_number,
         c.slice_hash, f.sha256, c.offset_bytes;
